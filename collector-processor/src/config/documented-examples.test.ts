import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { formatProblem } from './problem.ts';

const PAGE = readFileSync(new URL('../../../docs/maintenance.md', import.meta.url), 'utf8');
const EXAMPLES = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

it.each(EXAMPLES)('docs/maintenance.md tells what is valid: %#', (text) => {
  const result = parseConfig(text, 'maintenance.md', {});
  expect(result.status === 'invalid' ? result.problems.map(formatProblem) : []).toEqual([]);
});

it('knows the loads that are named, and refuses others', () => {
  const watch = (load: string) =>
    `watches: [{ name: slow, source: { otlp: { metric: t } }, measure: p95, load: ${load} }]`;
  expect(EXAMPLES.length).toBeGreaterThan(1);
  const known = parseConfig(watch('requests'), 't.yaml', {});
  if (known.status === 'invalid') throw new Error(known.problems.map(formatProblem).join('\n'));
  expect(known.settings.watches.find(({ name }) => name === 'slow')?.load).toBe('requests');
  expect(known.settings.watches.find(({ name }) => name === 'latency')?.load).toBe('requests');
  const unknown = parseConfig(watch('request'), 't.yaml', {});
  expect(unknown.status === 'invalid' && unknown.problems.map(formatProblem)).toEqual([
    "t.yaml:1:78: watches[0].load: 'request' is the name of no watch",
  ]);
});
