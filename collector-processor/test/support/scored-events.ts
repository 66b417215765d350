import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../src/store/index.ts';
import { START_MS, STEP_MS } from './weighed-requests.ts';

const WATCHES = ['orders', 'requests'];
const POLL_MS = 200;

/**
 * Waits until the step that weighed requests are of is scored, and revised, to `expected`: events by sender, that is of the
 * watch on orders, and of the one on requests for spans and logs.
 *
 * @returns what the database in `data` has then, or after `withinMs`
 */
export async function scoredEvents(
  data: string,
  expected: ReadonlyMap<string, number>,
  withinMs = 15_000,
): Promise<ReadonlyMap<string, number>> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const found = eventsIn(join(data, 'tidemark.db'));
    const whole = found.length === expected.size && found.every(([sender, n]) => expected.get(sender) === n);
    if (whole || waitedMs > withinMs) return new Map(found.sort());
    await sleep(POLL_MS);
  }
}

/** As the store tells it, wherever it has the step. */
function eventsIn(path: string): (readonly [string, number])[] {
  const store = createStore({ path, retention: { stepsMs: Infinity, incidentsMs: Infinity } });
  try {
    return WATCHES.flatMap((watch) => {
      const seriesIds = store.series(watch).map(({ id }) => id);
      const ranges = store.range({ watch, seriesIds, fromMs: START_MS, toMs: START_MS + 1 });
      return ranges.flatMap(({ series: { labels }, columns }) => {
        const value = columns.value[0] ?? null;
        if (value === null) return [];
        return [[labels.sender ?? labels['service.name'] ?? '', Math.round(value * (STEP_MS / 1000))] as const];
      });
    });
  } finally {
    store.close();
  }
}
