import { describe, expect, it } from '@jest/globals';
import { readMadeWatches } from './made-watches.ts';

const context = { sources: [{ name: 'prom', url: 'http://127.0.0.1:1' }], watches: [], calendars: [] };
const saved = (name: string, load?: string) => ({
  ...{ name, savedMs: 0, savedBy: '' },
  config: { name, source: { promql: 'x', from: 'prom' }, ...(load !== undefined && { load }) },
});

function read(...watches: ReturnType<typeof saved>[]) {
  const told: unknown[] = [];
  const logger = { error: (about: unknown) => void told.push(about) };
  return { made: readMadeWatches({ savedWatches: () => watches }, context as never, logger as never), told };
}

describe('watches made at run time, read again', () => {
  it('keep a load that was made after them', () => {
    const { made, told } = read(saved('query_time', 'queries'), saved('queries'));
    expect([...made.values()].map(({ definition }) => definition.load)).toEqual(['queries', undefined]);
    expect(told).toEqual([]);
  });

  it('are left out, and told, where their load is there no more or is themselves', () => {
    const { made, told } = read(saved('a', 'gone'), saved('b', 'b'), saved('c'));
    expect([...made.keys()]).toEqual(['c']);
    expect(told).toMatchObject([
      { watch: 'a', problems: ["load: 'gone' is the name of no watch"] },
      { watch: 'b', problems: ['load: a watch is no load of itself'] },
    ]);
  });
});
