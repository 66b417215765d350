import { describe, expect, it } from '@jest/globals';
import type { Attribute } from '../../intake/otlp/decoded.ts';
import { DIALECTS, type Dialect } from './dialects.ts';
import { createFieldsReader } from './fields.ts';

const fields = (values: Readonly<Record<string, Attribute['value']>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

const OWN: Dialect = {
  ...{ status: ['code', 'rc'], method: ['verb'], route: ['page'], path: ['target'] },
  duration: [
    ['ms', 1e-3],
    ['s', 1],
  ],
  time: ['at'],
};

describe('fields', () => {
  const read = createFieldsReader([OWN, ...DIALECTS]);

  it('of several names the first counts that says something', () => {
    expect(read(fields({ code: '-', rc: 404, verb: 'GET', ms: '-', s: '1.5', page: '-' }))).toEqual({
      ...{ status: 404, route: '', path: '', durationSeconds: 1.5, timeMs: 0 },
    });
  });

  it('of several kinds of log the first counts whose status and method are there', () => {
    expect(read(fields({ code: 500, method: 'GET', status: 200 }))).toMatchObject({ status: 200 });
    expect(read(fields({ code: 500, verb: 'GET', method: 'GET', status: 200 }))).toMatchObject({ status: 500 });
    expect(read(fields({ code: 'E42', verb: 'GET', method: 'GET', status: 200 }))).toMatchObject({ status: 200 });
  });

  it.each([
    [{ ms: 250 }, 0.25],
    [{ ms: '12.5' }, 0.0125],
    [{ ms: Infinity, s: 2 }, 2],
    [{ ms: true }, NaN],
    [{ ms: '250ms' }, NaN],
    [{}, NaN],
  ])('a duration in the unit of its name: %j', (values, durationSeconds) =>
    expect(read(fields({ code: 200, verb: 'GET', ...values }))?.durationSeconds).toBe(durationSeconds),
  );

  it.each(['GET', 'get', 'PROPFIND', 'POST /x HTTP/1.1'])('%s is a method', (verb) =>
    expect(read(fields({ code: 200, verb }))).not.toBeNull(),
  );
  it.each(['', '-', 'GO', '7', '{"a":1}', 'GET/x'])('%s is none', (verb) =>
    expect(read(fields({ code: 200, verb }))).toBeNull(),
  );

  it('those of the W3C’s extended format have no duration: its unit is not the same everywhere', () => {
    const given = { 'sc-status': '404', 'cs-method': 'GET', 'cs-uri-stem': '/cart', 'time-taken': 15 };
    expect(read(fields(given))).toMatchObject({ status: 404, path: '/cart', durationSeconds: NaN });
  });
});

describe('kinds of access logs', () => {
  it.each(DIALECTS.map((dialect) => [dialect.status[0]!, dialect] as const))(
    'that of %s is found by each of its names',
    (_name, dialect) => {
      const read = createFieldsReader(DIALECTS);
      for (const status of dialect.status)
        for (const method of dialect.method)
          expect(read(fields({ [status]: 418, [method]: 'BREW /pot HTCPCP/1.0' }))).toMatchObject({ status: 418 });
    },
  );
});
