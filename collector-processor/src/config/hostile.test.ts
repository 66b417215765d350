import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asNode, type SchemaNode } from './describe-schema.ts';
import { parseConfig } from './load-config.ts';
import { configSchema } from './schema.ts';

/** Every path that the schema knows, one item deep into lists. */
function pathsOf(node: SchemaNode, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const children = node.properties ?? {};
  const below = Object.entries(children).flatMap(([key, child]) => pathsOf(child, [...path, key]));
  const items = node.items === undefined ? [] : pathsOf(node.items, [...path, 0]);
  return [path, ...below, ...items];
}

function nest(path: readonly (string | number)[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);
}

const paths = pathsOf(asNode(configSchema));

describe('whatever is written at any key', () => {
  it('is taken or told at its place, and never thrown at', () => {
    expect(paths.length).toBeGreaterThan(80);
    const given = fc.oneof(fc.jsonValue(), fc.constantFrom('${A', '$${', '=~(', '__proto__', '1e999', -0));
    fc.assert(
      fc.property(fc.constantFrom(...paths), given, (path, value) => {
        const result = parseConfig(JSON.stringify(nest(path, value)), 't.yaml', {});
        if (result.status === 'ok') return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const { message, origin } of result.problems) {
          expect(message).toMatch(/\S/);
          expect(origin).toMatchObject({ file: 't.yaml', line: expect.any(Number), column: expect.any(Number) });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is told, not thrown, when it is no YAML either', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(['ok', 'invalid']).toContain(parseConfig(text, 't.yaml', {}).status);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '__proto__: { a: 1 }',
    'constructor: 1',
    'watches: [{ __proto__: 1 }]',
    '? [a]\n: 1',
    '!!binary x: 1',
    '&a a: *a',
  ])('%s is refused', (text) => {
    expect(parseConfig(text, 't.yaml', {}).status).toBe('invalid');
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});
