import { createCivilClock } from '../../detect/civil-time.ts';
import { atSameLoad } from './at-same-load.ts';
import { dailyChange } from './daily-change.ts';
import { shareMore } from './share-more.ts';
import type { Degradation, LoadedHistory } from './types.ts';

const DAY_MS = 86_400_000;
const HOURS_TO_SATURDAY = 5 * 24;

/**
 * Whether a service has become slower, or fails more often, than the load that it carries explains.
 *
 * @returns the change of the last four weeks that explains most, however small or unsure; null where fewer than two weeks are known
 */
export function findDegradation(history: LoadedHistory): Degradation | null {
  const sameLoad = atSameLoad(history);
  const days = sameLoad.levels.length;
  const endMs = history.startMs + history.values.length * history.stepMs;
  const startMs = endMs - days * DAY_MS;
  const change = dailyChange(sameLoad, weekendShares(history.timezone, startMs, days));
  if (change === null) return null;
  const { shape, since, before, by, perDay, sureness } = change;
  const valueOf = (straight: number): number => (history.ratio ? Math.max(0, straight) ** 2 : Math.exp(straight));
  const now = valueOf(before + by);
  return {
    ...{ shape, sureness, now, sinceMs: startMs + since * DAY_MS, before: valueOf(before) },
    perDay: perDay === 0 ? 0 : shareMore(valueOf(before + by - perDay), now),
  };
}

function weekendShares(timezone: string, startMs: number, days: number): Float64Array {
  const clock = createCivilClock(timezone);
  return Float64Array.from({ length: days }, (_, day) => {
    let hours = 0;
    for (let hour = 0; hour < 24; hour++) {
      if (clock.hourOfWeek(startMs + day * DAY_MS + hour * 3_600_000) >= HOURS_TO_SATURDAY) hours++;
    }
    return hours / 24;
  });
}
