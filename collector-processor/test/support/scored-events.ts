import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { START_MS, STEP_MS } from './weighed-requests.ts';

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
  const db = new DatabaseSync(join(data, 'tidemark.db'), { readOnly: true });
  const read = db.prepare(
    `SELECT labels, value FROM steps JOIN series ON id = series_id
     WHERE step_ms = ? AND value IS NOT NULL AND watch IN ('orders', 'requests')`,
  );
  try {
    for (let waitedMs = 0; ; waitedMs += 100) {
      const rows = read.all(START_MS) as { labels: string; value: number }[];
      const found = rows.map(({ labels, value }) => {
        const { sender, 'service.name': service } = JSON.parse(labels) as Record<string, string>;
        return [sender ?? service ?? '', Math.round(value * (STEP_MS / 1000))] as const;
      });
      const whole = found.length === expected.size && found.every(([sender, n]) => expected.get(sender) === n);
      if (whole || waitedMs > withinMs) return new Map(found.sort());
      await sleep(100);
    }
  } finally {
    db.close();
  }
}
