import type { Target } from './batch-builder.ts';
import { createRouteSets, type StreamRoutes } from './route-sets.ts';
import type { WatchDefinition } from './watch-source.ts';

const watch = { name: 'w' } as WatchDefinition;
const target = (id: number): Target => ({
  ...{ id, watch: 'w', labels: { n: String(id) } },
  ...{ request: 0, latest: -1, before: -1, earlier: null },
});
const ONE = target(1);
const TWO = target(2);
const set = (targets: readonly Target[], isNumerator = false, service = 's'): StreamRoutes => ({
  routes: [{ watch, targets, isNumerator, divisor: 1, httpRank: null }],
  httpRank: null,
  service,
});

describe('sets of routes', () => {
  it('are the same where they lead to the same series in the same way', () => {
    const sets = createRouteSets();
    const different = [
      set([ONE]),
      set([TWO]),
      set([ONE, TWO]),
      set([TWO, ONE]),
      set([ONE], true),
      set([ONE], false, 't'),
    ];
    expect(different.map((one) => sets.take(one))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(different.map((one) => sets.take({ ...one, routes: [...one.routes] }))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(sets.at(3)).toBe(different[3]);
  });

  it('that are kept are numbered anew', () => {
    const sets = createRouteSets();
    const given = [set([ONE]), set([TWO]), set([ONE], true)];
    given.forEach((one) => sets.take(one));
    sets.keep([2, 1]);
    expect([sets.at(0), sets.at(1)]).toEqual([given[2], given[1]]);
    expect([given[2]!, given[1]!, given[0]!].map((one) => sets.take(one))).toEqual([0, 1, 2]);
  });
});
