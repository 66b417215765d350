import type { ExportPolicy } from '../../config/settings.ts';
import type { StepReport } from '../../pipeline/types.ts';
import { SILENT_TELEMETRY, type Telemetry } from '../../telemetry/index.ts';
import { allowedBy, stepTable, type DerivedTable } from '../derived-table.ts';
import { createSelection } from '../selection.ts';
import { familiesOf, linesOf, type ShownTable } from './families.ts';
import type { SampleMatch } from './sample-match.ts';

export interface ScrapePageOptions {
  readonly policy: ExportPolicy;
  readonly maxSeries: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly telemetry?: Telemetry;
}

/** The newest derived metrics of every live series, as a page for Prometheus to scrape. */
export interface ScrapePage {
  offer(report: StepReport): void;
  /** Only the policy `all` shows forecasts; limits are always shown. */
  offerForecast(table: DerivedTable): void;
  /**
   * Prometheus text 0.0.4, without time stamps: the newest value is the value now. In pieces of some thousand lines, each
   * written when it is asked for, so that a page of a million series holds nobody up. What is offered meanwhile is for the
   * next page.
   *
   * @param match which samples; default all
   */
  render(match?: SampleMatch): Iterable<string>;
  omittedSeries(): number;
}

/** A step older than so many of its own lengths, and than five minutes, says nothing about now (Prometheus' own lookback). */
const STALE_STEPS = 5;
const STALE_MS = 5 * 60_000;

/** A part of a watch's newest step. */
interface Shown extends ShownTable {
  readonly watch: string;
  readonly stepMs: number;
}

export function createScrapePage({
  policy,
  maxSeries,
  clock,
  telemetry = SILENT_TELEMETRY,
}: ScrapePageOptions): ScrapePage {
  const selection = createSelection(policy, maxSeries);
  /** By watch and part. */
  const shown = new Map<string, Shown>();
  const forecasts = new Map<string, DerivedTable>();

  telemetry.observe('tidemark.delivery.series.omitted', () => [
    { value: selection.omitted(), attributes: { channel: 'scrape' } },
  ]);

  /** The rows of a step are the watch's live series: a new step replaces the watch's part of the page, so the dead leave. */
  function offer(report: StepReport): void {
    const { watch, part, stepMs, stepStartMs, revision } = report.step;
    if (revision > 0) return revise(report);
    const key = keyOf(watch, part);
    const before = shown.get(key);
    if (before !== undefined && before.table.timeMs > stepStartMs) return;
    const rows = selection.rowsOf(report);
    // What is not shown need not be held.
    if (rows.length === 0) return void shown.delete(key);
    const table = stepTable(report, policy);
    const labels = before?.table.series === table.series ? before.labels : [];
    shown.set(key, { watch, stepMs, table, rows, labels, revised: new Map() });
  }

  function revise(report: StepReport): void {
    const { watch, stepStartMs, series } = report.step;
    const table = stepTable(report, policy);
    for (const one of shown.values()) {
      if (one.watch !== watch || one.table.timeMs !== stepStartMs) continue;
      const first = one.table.series[0]!.id;
      const last = one.table.series.at(-1)!.id;
      series.forEach(({ id }, row) => {
        // Ids grow with rows, so most of a large watch are of another part.
        if (id >= first && id <= last) one.revised.set(id, { table, row });
      });
    }
  }

  function tablesNow(): ShownTable[] {
    const nowMs = clock();
    const tables: ShownTable[] = [];
    for (const [key, part] of shown) {
      const { stepMs, table, rows } = part;
      if (nowMs - table.timeMs - stepMs > Math.max(STALE_MS, STALE_STEPS * stepMs)) continue;
      tables.push(part);
      const forecast = forecasts.get(key);
      if (forecast === undefined || forecast.columns.length === 0) continue;
      // Of series that are still there.
      const live = new Set(rows.map((row) => table.series[row]!.id));
      const those = forecast.series.flatMap(({ id }, row) => (live.has(id) ? [row] : []));
      tables.push({ table: forecast, rows: those, labels: [], revised: new Map() });
    }
    return tables;
  }

  function* render(match?: SampleMatch): Generator<string, void, undefined> {
    for (const { head, tables } of familiesOf(tablesNow())) {
      let told = head;
      for (const { shown: part, columns } of tables) {
        const lines = linesOf(part, columns, match);
        if (lines === '') continue;
        yield told + lines;
        told = '';
      }
    }
  }

  return {
    offer,
    offerForecast(table) {
      forecasts.set(keyOf(table.watch, table.part), allowedBy(policy, table));
    },
    render,
    omittedSeries: selection.omitted,
  };
}

const keyOf = (watch: string, part: number): string => `${part}/${watch}`;
