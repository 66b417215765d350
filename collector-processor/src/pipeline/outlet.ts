import type { createForecastMetrics, OtlpDelivery, ScrapePage } from '../deliver/index.ts';
import type { Incident } from '../incidents/types.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { StepReport } from './types.ts';

export interface OutletOptions {
  readonly store: Store;
  readonly scrape: ScrapePage | null;
  readonly delivery: OtlpDelivery | null;
  readonly forecastAfter: ReturnType<typeof createForecastMetrics>;
  readonly telemetry: Telemetry;
}

/** Where reports go: the store first, then whoever shows or sends them. */
export function createOutlet({ store, scrape, delivery, forecastAfter, telemetry }: OutletOptions) {
  const open = new Set<string>();

  function publish(reports: readonly StepReport[]): void {
    if (reports.length === 0) return;
    store.writeReports(reports);
    for (const report of reports) {
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
    telemetry.count(step.revision === 0 ? 'tidemark.engine.steps' : 'tidemark.engine.revisions', 1, { watch });
    for (const incident of changed) {
      if (incident.status === 'closed') open.delete(incident.id);
      else if (!open.has(incident.id)) {
        open.add(incident.id);
        telemetry.count('tidemark.incidents.opened', 1, { watch, class: incident.class });
      }
    }
  }

  return {
    publish,
    /**
     * History: kept and shown as the newest, never sent (a receiver would refuse it or take it for now). Of steps before
     * `keepFromMs`, which the retention would remove at once, only incidents and roll-ups are kept.
     */
    keep(reports: readonly StepReport[], keepFromMs: number): void {
      store.writeReports(reports, keepFromMs);
      for (const report of reports) if (report.step.stepStartMs >= keepFromMs) scrape?.offer(report);
    },
    /** Incidents that were open when the process last ended. */
    resume(incidents: readonly Incident[]): void {
      for (const { id } of incidents) open.add(id);
    },
  };
}
