import { setImmediate as others } from 'node:timers/promises';
import type { createForecastsTable } from './forecasts-table.ts';
import type { createIncidentsTable } from './incidents-table.ts';
import type { createModelsTable } from './models-table.ts';
import type { createRollupWriter } from './rollup-writer.ts';
import type { RollupsTable } from './rollups-table.ts';
import type { SeriesTable, StoredSeries } from './series-table.ts';
import type { createStepsTable } from './steps-table.ts';
import type { WriteOutcome, Writer } from './transaction.ts';

/** How long each kind is kept, ms. */
export interface Retention {
  readonly stepsMs: number;
  readonly incidentsMs: number;
  /** Of hourly roll-ups; default for ever. */
  readonly hoursMs?: number;
  /** Of daily ones, of which the weekly are made; default for ever. */
  readonly daysMs?: number;
}

export type PruneOutcome = WriteOutcome & { readonly steps: number; readonly incidents: number };

/** The hour of a series without steps is written down so long after its end. */
const SILENT_AFTER_MS = 3_600_000;
/** What forecasts said is kept so long to be compared with what came. */
const OUTCOMES_MS = 60 * 86_400_000;
/** So many series are gone through before others have their turn: some 5 ms. */
const SERIES_AT_ONCE = 256;

export interface Tables {
  readonly series: SeriesTable;
  readonly steps: ReturnType<typeof createStepsTable>;
  readonly rollups: ReturnType<typeof createRollupWriter>;
  readonly rollupsTable: RollupsTable;
  readonly forecasts: ReturnType<typeof createForecastsTable>;
  readonly models: ReturnType<typeof createModelsTable>;
  readonly incidents: ReturnType<typeof createIncidentsTable>;
  readonly warnings: readonly { removeBefore(beforeMs: number): unknown }[];
}

/** Forgets a series of which no step is left. Only inside a transaction, after which memory has to follow the disk. */
export function forgetSeries({ rollups, forecasts, series, models }: Tables, one: StoredSeries): void {
  rollups.forget(one.id);
  forecasts.remove(one.id);
  series.remove(one);
  models.forget(one.watch, one.labels);
}

/**
 * Removes what is older than its retention, in transactions of some hundred series each.
 *
 * @param followDisk after a transaction that failed
 */
export function createPruning(tables: Tables, retention: Retention, write: Writer, followDisk: () => void) {
  const { series, steps, rollups, rollupsTable, forecasts, incidents, warnings } = tables;

  /** What is over is written down, what is too old removed. Whether nothing of it is left. */
  function age(one: StoredSeries, nowMs: number, removed: { steps: number }): boolean {
    rollups.finishBefore(one, nowMs - SILENT_AFTER_MS);
    removed.steps += steps.removeBefore(one.id, nowMs - retention.stepsMs);
    rollupsTable.removeBefore(one.id, 'hour', nowMs - (retention.hoursMs ?? Infinity));
    rollupsTable.removeBefore(one.id, 'day', nowMs - (retention.daysMs ?? Infinity));
    forecasts.removeBefore(one.id, nowMs - OUTCOMES_MS);
    if (rollupsTable.hasAny(one.id) || steps.latest(one.id) !== null) return false;
    forgetSeries(tables, one);
    return true;
  }

  return async function prune(nowMs: number): Promise<PruneOutcome> {
    const removed = { steps: 0, incidents: 0 };
    let outcome = write('prune', () => {
      removed.steps += steps.removeFreshBefore(nowMs - retention.stepsMs);
      for (const table of warnings) table.removeBefore(nowMs - retention.incidentsMs);
      removed.incidents = incidents.removeBefore(nowMs - retention.incidentsMs);
    });
    const all = series.all();
    for (let from = 0; from < all.length && outcome.status === 'written'; from += SERIES_AT_ONCE) {
      await others();
      // Gone meanwhile, with its watch.
      const here = all
        .slice(from, from + SERIES_AT_ONCE)
        .filter((one) => series.find(one.watch, one.labels)?.id === one.id);
      let gone: readonly StoredSeries[] = [];
      outcome = write('prune', () => {
        gone = here.filter((one) => age(one, nowMs, removed));
      });
      if (outcome.status === 'written') series.forget(gone);
    }
    if (outcome.status === 'written') return { ...outcome, ...removed };
    followDisk();
    return { ...outcome, steps: 0, incidents: 0 };
  };
}
