import type { createForecastMetrics, OtlpDelivery, ScrapePage } from '../deliver/index.ts';
import type { Incident } from '../incidents/types.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { Mutes } from '../watches/mutes.ts';
import { createStoredRows } from './stored-rows.ts';
import type { StepReport } from './types.ts';

export interface OutletOptions {
  readonly store: Store;
  readonly scrape: ScrapePage | null;
  readonly delivery: OtlpDelivery | null;
  readonly forecastAfter: ReturnType<typeof createForecastMetrics>;
  readonly telemetry: Telemetry;
  readonly mutes: Pick<Mutes, 'of'>;
  /** Series at most whose steps are stored. */
  readonly maxStored: number;
}

/** Steps that wait for a receiver at once, so that history never crowds out what is new. */
const WRITE_BACK_SLICE = 100;

/** Where reports go: the store first, then whoever shows or sends them. */
export function createOutlet({ store, scrape, delivery, forecastAfter, telemetry, mutes, maxStored }: OutletOptions) {
  const stored = createStoredRows(maxStored);
  telemetry.observe('tidemark.delivery.series.omitted', () => [
    { value: stored.omitted(), attributes: { channel: 'store' } },
  ]);
  const open = new Set<string>();

  const asMuted = (report: StepReport): StepReport =>
    mutes.of(report.step.watch) === null ? report : { ...report, muted: true };

  const keepReports = (reports: readonly StepReport[], keepFromMs?: number): void =>
    void store.writeReports(reports.map(stored.storedOf), keepFromMs);

  function giveOut(reports: readonly StepReport[]): void {
    for (const report of reports.map(asMuted)) {
      count(report);
      scrape?.offer(report);
      delivery?.offer(report);
      const forecast = forecastAfter(report);
      if (forecast !== null) {
        scrape?.offerForecast(forecast);
        delivery?.offerForecast(forecast);
      }
    }
  }

  function count({ step, changed }: StepReport): void {
    const { watch } = step;
    const counted = step.revision === 0 ? 'tidemark.engine.steps' : 'tidemark.engine.revisions';
    if (step.part === 0) telemetry.count(counted, 1, { watch });
    for (const incident of changed) {
      if (incident.status === 'closed') open.delete(incident.id);
      else if (!open.has(incident.id)) {
        open.add(incident.id);
        telemetry.count('tidemark.incidents.opened', 1, { watch, class: incident.class });
        const seenMs = step.stepStartMs + step.stepMs;
        telemetry.record('tidemark.incidents.detection.delay', (seenMs - incident.startMs) / 1000, { watch });
      }
    }
  }

  return {
    store: (reports: readonly StepReport[]): void => void (reports.length > 0 && keepReports(reports)),
    /** To whoever shows or sends them. */
    giveOut,
    publish(reports: readonly StepReport[]): void {
      if (reports.length === 0) return;
      keepReports(reports);
      giveOut(reports);
    },
    /**
     * History: kept and shown as the newest, never sent (a receiver would refuse it or take it for now). Of steps before
     * `keepFromMs`, which the retention would remove at once, only incidents and roll-ups are kept.
     */
    keep(reports: readonly StepReport[], keepFromMs: number): void {
      keepReports(reports, keepFromMs);
      for (const report of reports) if (report.step.stepStartMs >= keepFromMs) scrape?.offer(asMuted(report));
    },
    /** History to a receiver that takes old points; resolves when it is sent or given up. */
    async writeBack(reports: readonly StepReport[]): Promise<void> {
      if (delivery === null) return;
      for (let from = 0; from < reports.length; from += WRITE_BACK_SLICE) {
        for (const report of reports.slice(from, from + WRITE_BACK_SLICE)) delivery.offer(report);
        await delivery.flush();
      }
    },
    /** Incidents that were open when the process last ended. */
    resume(incidents: readonly Incident[]): void {
      for (const { id } of incidents) open.add(id);
    },
  };
}
