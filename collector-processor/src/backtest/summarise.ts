import type { BacktestResult, BacktestSeries, RangeSeries } from '../api/contract/index.ts';
import type { Incident } from '../incidents/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { labelsKey } from '../series/labels.ts';
import { thinOut } from '../series/thin-out.ts';
import type { ScoreColumns } from '../series/types.ts';
import type { BacktestScores, History, ScoredSeries } from './types.ts';

const WEEK_MS = 7 * 86_400_000;
const MAX_INCIDENTS = 500;
const FIELDS = [
  'value',
  'expected',
  'typicalLower',
  'typicalUpper',
  'lower',
  'upper',
  'score',
  'learning',
  'held',
] as const;

export interface Backtested {
  readonly watch: WatchSettings;
  readonly history: History;
  readonly scores: BacktestScores;
  readonly maxPoints: number;
  readonly tookMs: { readonly pull: number; readonly score: number };
}

/** What a person wants to know before they save a watch: bands, incidents, how often it would have alarmed. */
export function summarise({ watch, history, scores, maxPoints, tookMs }: Backtested): BacktestResult {
  const { fromMs, toMs, seriesFound, warnings } = history;
  const { stepMs } = watch;
  const incidentsOf = Map.groupBy(scores.incidents, ({ labels }) => labelsKey(labels));
  const facts = scores.series.map((series) => factsOf(series, fromMs, stepMs));
  const summaries = scores.series.map((series, i): BacktestSeries => {
    const incidents = incidentsOf.get(labelsKey(series.labels))?.length ?? 0;
    const { inside, alarming, learnedFromMs } = facts[i]!;
    return {
      labels: series.labels,
      incidents,
      alertsPerWeek: perWeek(incidents, alarming * stepMs),
      coverage: alarming === 0 ? null : inside / alarming,
      learnedFromMs,
      last: lastOf(series.columns),
    };
  });
  const sum = (of: (fact: (typeof facts)[number]) => number): number =>
    facts.reduce((total, fact) => total + of(fact), 0);
  const alarming = sum((fact) => fact.alarming);
  return {
    watch: watch.name,
    stepMs,
    fromMs,
    toMs,
    series: scores.series.map((series) => thinned(series, fromMs, stepMs, maxPoints)),
    summaries,
    seriesFound,
    points: sum((fact) => fact.present),
    incidents: scores.incidents.toReversed().slice(0, MAX_INCIDENTS) as Incident[],
    incidentsTotal: scores.incidents.length,
    alertsPerWeek: summaries.reduce((total, one) => total + one.alertsPerWeek, 0),
    budgetPerWeek: watch.falseAlarmsPerWeek * scores.series.length,
    coverage: alarming === 0 ? null : sum((fact) => fact.inside) / alarming,
    warnings: [...warnings],
    tookMs,
  };
}

const perWeek = (count: number, spanMs: number): number => (spanMs === 0 ? 0 : (count * WEEK_MS) / spanMs);

/** Steps with a value, those of them that could alarm, and of these those in the typical range. */
function factsOf({ columns }: ScoredSeries, fromMs: number, stepMs: number) {
  const { value, typicalLower, typicalUpper, learning } = columns;
  let present = 0;
  let alarming = 0;
  let inside = 0;
  let learnedFromMs: number | null = null;
  for (let k = 0; k < value.length; k++) {
    if (Number.isNaN(value[k])) continue;
    present++;
    if (learning[k] !== 0) continue;
    learnedFromMs ??= fromMs + k * stepMs;
    alarming++;
    if (value[k]! >= typicalLower[k]! && value[k]! <= typicalUpper[k]!) inside++;
  }
  return { present, alarming, inside, learnedFromMs };
}

function lastOf({ value, expected, lower, upper }: ScoreColumns): BacktestSeries['last'] {
  return {
    value: cell(value.at(-1)),
    expected: cell(expected.at(-1)),
    lower: cell(lower.at(-1)),
    upper: cell(upper.at(-1)),
  };
}

function thinned({ labels, columns }: ScoredSeries, fromMs: number, stepMs: number, maxPoints: number): RangeSeries {
  const kept = thinOut(columns.score, maxPoints);
  return {
    labels,
    times: kept.map((k) => fromMs + k * stepMs),
    ...Object.fromEntries(FIELDS.map((field) => [field, kept.map((k) => cell(columns[field][k]))])),
  };
}

const cell = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
