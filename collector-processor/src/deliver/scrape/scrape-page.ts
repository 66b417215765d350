import type { ExportPolicy } from '../../config/settings.ts';
import type { StepReport } from '../../pipeline/types.ts';
import type { SeriesRef } from '../../series/types.ts';
import { SILENT_TELEMETRY, type Telemetry } from '../../telemetry/index.ts';
import { allowedBy, attributesOf, stepTable, type DerivedColumn, type DerivedTable } from '../derived-table.ts';
import { createSeriesCap } from '../series-cap.ts';
import { labelText, prometheusName } from './names.ts';

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
  /** Prometheus text 0.0.4, without time stamps: the newest value is the value now. */
  render(): string;
  omittedSeries(): number;
}

/** A step older than so many of its own lengths, and than five minutes, says nothing about now (Prometheus' own lookback). */
const STALE_STEPS = 5;
const STALE_MS = 5 * 60_000;

/** A part of a watch's newest step. */
interface Shown {
  readonly watch: string;
  readonly stepMs: number;
  readonly step: DerivedTable;
  readonly rows: readonly number[];
  /** Series id → the table and row of its newest revision. */
  readonly revised: Map<number, { readonly table: DerivedTable; readonly row: number }>;
}

const keyOf = (watch: string, part: number): string => `${part}/${watch}`;

interface Family {
  readonly description: string;
  readonly lines: string[];
}

export function createScrapePage({
  policy,
  maxSeries,
  clock,
  telemetry = SILENT_TELEMETRY,
}: ScrapePageOptions): ScrapePage {
  const cap = createSeriesCap(maxSeries);
  /** By watch and part. */
  const shown = new Map<string, Shown>();
  const forecasts = new Map<string, DerivedTable>();

  telemetry.observe('tidemark.delivery.series.omitted', () => [
    { value: cap.omitted(), attributes: { channel: 'scrape' } },
  ]);

  /** The rows of a step are the watch's live series: a new step replaces the watch's part of the page, so the dead leave. */
  function offer(report: StepReport): void {
    const { watch, part, series, stepMs, stepStartMs, revision } = report.step;
    if (revision > 0) return revise(report);
    const key = keyOf(watch, part);
    const before = shown.get(key);
    if (before !== undefined && before.step.timeMs > stepStartMs) return;
    const rows = cap.admit(watch, part, series);
    // What is not shown need not be held.
    if (rows.length === 0) shown.delete(key);
    else shown.set(key, { watch, stepMs, step: stepTable(report, policy), rows, revised: new Map() });
  }

  function revise(report: StepReport): void {
    const { watch, stepStartMs, series } = report.step;
    const table = stepTable(report, policy);
    for (const one of shown.values()) {
      if (one.watch !== watch || one.step.timeMs !== stepStartMs) continue;
      series.forEach(({ id }, row) => one.revised.set(id, { table, row }));
    }
  }

  function render(): string {
    const families = new Map<string, Family>();
    for (const [key, { stepMs, step, rows, revised }] of shown) {
      if (clock() - step.timeMs - stepMs > Math.max(STALE_MS, STALE_STEPS * stepMs)) continue;
      for (const row of rows) {
        const newest = revised.get(step.series[row]!.id) ?? { table: step, row };
        addRow(families, newest.table, newest.row);
      }
      const forecast = forecasts.get(key);
      if (forecast !== undefined) {
        // Of series that are still there.
        const live = new Set(rows.map((row) => step.series[row]!.id));
        forecast.series.forEach(({ id }, row) => live.has(id) && addRow(families, forecast, row));
      }
    }
    return pageOf(families);
  }

  return {
    offer,
    offerForecast(table) {
      forecasts.set(keyOf(table.watch, table.part), allowedBy(policy, table));
    },
    render,
    omittedSeries: cap.omitted,
  };
}

function addRow(families: Map<string, Family>, table: DerivedTable, row: number): void {
  const series: SeriesRef = table.series[row]!;
  const labels = new Map<DerivedColumn['attributes'], string>();
  for (const { name, description, attributes, values } of table.columns) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    let text = labels.get(attributes);
    if (text === undefined) labels.set(attributes, (text = labelText(attributesOf(series, attributes))));
    let family = families.get(name);
    if (family === undefined) families.set(name, (family = { description, lines: [] }));
    family.lines.push(`${prometheusName(name)}${text} ${value}`);
  }
}

function pageOf(families: ReadonlyMap<string, Family>): string {
  let page = '';
  for (const [name, { description, lines }] of families) {
    const safe = prometheusName(name);
    page += `# HELP ${safe} ${description}\n# TYPE ${safe} gauge\n${lines.join('\n')}\n`;
  }
  return page;
}
