import { createCivilCalendar, type CivilCalendar, type Period } from '../rollup/civil-calendar.ts';
import { addRollup, addStep, closeRollup, foldRollups, openRollup, type OpenRollup } from '../rollup/fold.ts';
import type { Rollup } from '../rollup/types.ts';
import type { ScoredStep } from '../series/types.ts';
import type { RollupsTable } from './rollups-table.ts';
import type { SeriesTable, StoredSeries } from './series-table.ts';
import type { createStepsTable } from './steps-table.ts';

export interface RollupWriterOptions {
  readonly series: SeriesTable;
  readonly steps: Pick<ReturnType<typeof createStepsTable>, 'eachOutcome'>;
  readonly rollups: RollupsTable;
  /** Civil time of a watch's hours and days; IANA name. */
  readonly timezoneOf: (watch: string) => string;
}

/**
 * Hours while they pass, days when they are over. The hour under way is in memory and comes from the steps again after a
 * restart or a failed write, so a step that is told twice counts once. A revision makes its hour anew.
 */
export function createRollupWriter({ series, steps, rollups, timezoneOf }: RollupWriterOptions) {
  const calendars = new Map<string, CivilCalendar>();
  /** The hour under way of each series, by the store's id. */
  let openHours = new Map<number, OpenRollup>();

  function calendarOf(watch: string): CivilCalendar {
    const timezone = timezoneOf(watch);
    let calendar = calendars.get(timezone);
    if (calendar === undefined) calendars.set(timezone, (calendar = createCivilCalendar(timezone)));
    return calendar;
  }

  /** A step longer than an hour is its own "hour". */
  function hourAt(calendar: CivilCalendar, timeMs: number, stepMs: number): readonly [number, number] {
    if (stepMs > 3_600_000) return [Math.floor(timeMs / stepMs) * stepMs, (Math.floor(timeMs / stepMs) + 1) * stepMs];
    const startMs = calendar.startOf('hour', timeMs);
    return [startMs, calendar.next('hour', startMs)];
  }

  const spanOf = (calendar: CivilCalendar, period: Period) => (timeMs: number) => {
    const startMs = calendar.startOf(period, timeMs);
    return [startMs, calendar.next(period, startMs)] as const;
  };

  /** Only inside the transaction that writes the steps, after they are written. */
  function take(step: ScoredStep): void {
    const { watch, stepStartMs, stepMs, columns } = step;
    const calendar = calendarOf(watch);
    const [startMs, endMs] = hourAt(calendar, stepStartMs, stepMs);
    const ids = series.idsOf(step.series);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      let open = openHours.get(id) ?? catchUp(id, calendar, stepStartMs, stepMs);
      if (step.revision > 0 || (open !== null && open.startMs > startMs)) {
        revise(id, calendar, startMs, endMs, stepMs);
        continue;
      }
      if (open !== null && open.startMs < startMs) {
        finish(id, calendar, open, startMs);
        open = null;
      }
      if (open === null) openHours.set(id, (open = openRollup(startMs, endMs)));
      addStep(open, columns.value[i]!, stepMs, columns.held[i] === 0 && columns.score[i]! <= 1);
    }
  }

  /** Rolls up what the steps tell and no roll-up holds yet; returns the hour that is not over. */
  function catchUp(id: number, calendar: CivilCalendar, toMs: number, stepMs: number): OpenRollup | null {
    let open: OpenRollup | null = null;
    closeDays(id, calendar, toMs);
    steps.eachOutcome(id, rollups.newestEndMs(id, 'hour'), toMs, (timeMs, value, normal) => {
      if (open === null || timeMs >= open.endMs) {
        const [startMs, endMs] = hourAt(calendar, timeMs, stepMs);
        if (open !== null) finish(id, calendar, open, startMs);
        open = openRollup(startMs, endMs);
      }
      addStep(open, value, stepMs, normal);
    });
    if (open !== null) openHours.set(id, open);
    return open;
  }

  function finish(id: number, calendar: CivilCalendar, open: OpenRollup, nextStartMs: number): void {
    rollups.write(id, 'hour', closeRollup(open));
    openHours.delete(id);
    closeDays(id, calendar, nextStartMs);
  }

  /** Days that are over at `nowMs` and whose hours are on disk. */
  function closeDays(id: number, calendar: CivilCalendar, nowMs: number): void {
    const fromMs = rollups.newestEndMs(id, 'day');
    const toMs = calendar.startOf('day', nowMs);
    if (fromMs >= toMs) return;
    const hours = rollups.read(id, 'hour', fromMs, toMs);
    for (const day of foldRollups(hours, spanOf(calendar, 'day'))) rollups.write(id, 'day', day);
  }

  function writeDay(id: number, calendar: CivilCalendar, startMs: number): void {
    const day = openRollup(startMs, calendar.next('day', startMs));
    for (const hour of rollups.read(id, 'hour', startMs, day.endMs)) addRollup(day, hour);
    rollups.write(id, 'day', closeRollup(day));
  }

  function revise(id: number, calendar: CivilCalendar, startMs: number, endMs: number, stepMs: number): void {
    // The hour under way is caught up with at the next step.
    if (openHours.get(id)?.startMs === startMs) return void openHours.delete(id);
    const hour = openRollup(startMs, endMs);
    steps.eachOutcome(id, startMs, endMs, (_timeMs, value, normal) => addStep(hour, value, stepMs, normal));
    rollups.write(id, 'hour', closeRollup(hour));
    const dayMs = calendar.startOf('day', startMs);
    if (rollups.newestEndMs(id, 'day') > dayMs) writeDay(id, calendar, dayMs);
  }

  function hours(of: StoredSeries, fromMs: number, toMs: number): Rollup[] {
    const stored = rollups.read(of.id, 'hour', fromMs, toMs);
    const open = openHours.get(of.id);
    return open !== undefined && open.startMs >= fromMs && open.startMs < toMs
      ? [...stored, closeRollup(open)]
      : stored;
  }

  function days(of: StoredSeries, fromMs: number, toMs: number): Rollup[] {
    const stored = rollups.read(of.id, 'day', fromMs, toMs);
    const restMs = Math.max(fromMs, rollups.newestEndMs(of.id, 'day'));
    return [...stored, ...foldRollups(hours(of, restMs, toMs), spanOf(calendarOf(of.watch), 'day'))];
  }

  return {
    take,
    /** Spans by their start, oldest first; fromMs inclusive, toMs exclusive. The newest may not be over. */
    read(of: StoredSeries, period: Period, fromMs: number, toMs: number): Rollup[] {
      if (period === 'hour') return hours(of, fromMs, toMs);
      if (period === 'day') return days(of, fromMs, toMs);
      const calendar = calendarOf(of.watch);
      const parts = days(of, calendar.startOf('week', fromMs), toMs);
      return foldRollups(parts, spanOf(calendar, 'week')).filter(({ startMs }) => startMs >= fromMs);
    },
    /** The hour of a series that has fallen silent, if it ended before `beforeMs`. Only inside a transaction. */
    finishBefore({ id, watch }: StoredSeries, beforeMs: number): void {
      const open = openHours.get(id);
      if (open !== undefined && open.endMs <= beforeMs) finish(id, calendarOf(watch), open, beforeMs);
    },
    /** The series is gone. */
    forget: (id: number): void => void openHours.delete(id),
    /** After a transaction that failed: memory follows the disk. */
    reset(): void {
      openHours = new Map();
    },
  };
}
