import type { ExportPolicy } from '../config/settings.ts';
import { CLASS_CODES, INCIDENT_CLASSES } from '../incidents/types.ts';
import type { StepReport } from '../pipeline/types.ts';
import type { SeriesRef } from '../series/types.ts';

/** Derived metrics at one time of one watch, as columns: entry i of every column belongs to series[i]. */
export interface DerivedTable {
  readonly watch: string;
  /** Start of the step that the values belong to; for forecasts: that they were made after. */
  readonly timeMs: number;
  /** See ScoredStep. */
  readonly part: number;
  readonly series: readonly SeriesRef[];
  readonly columns: readonly DerivedColumn[];
}

export interface DerivedColumn {
  /** OpenTelemetry's name. No unit, ever: a unit of 1 would make Prometheus append `_ratio`. */
  readonly name: string;
  readonly description: string;
  /** Beside watch and labels: `horizon` (how far ahead, `1h`) of forecasts, `limit` and `lead` of limits. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Given out under every policy: somebody asked for it by name. */
  readonly always?: boolean;
  /** Not finite = no point. */
  readonly values: ArrayLike<number>;
}

interface DerivedMetric {
  readonly name: string;
  readonly description: string;
  /** The leanest policy that gives it out. */
  readonly policy: 'scores' | 'bands';
  readonly values: (report: StepReport) => ArrayLike<number>;
}

const DERIVED_METRICS: readonly DerivedMetric[] = [
  {
    name: 'tidemark.value',
    description: "The step's value as measured; none where the series was absent",
    policy: 'bands',
    values: ({ step }) => step.columns.value,
  },
  {
    name: 'tidemark.expected',
    description: 'What the value should be',
    policy: 'bands',
    values: ({ step }) => step.columns.expected,
  },
  {
    name: 'tidemark.lower',
    description: 'Lower limit: below it is an alarm',
    policy: 'bands',
    values: ({ step }) => step.columns.lower,
  },
  {
    name: 'tidemark.upper',
    description: 'Upper limit: above it is an alarm',
    policy: 'bands',
    values: ({ step }) => step.columns.upper,
  },
  {
    name: 'tidemark.typical.lower',
    description: 'Lower end of the range that holds 95 % of normal steps, or what the watch asks for',
    policy: 'bands',
    values: ({ step }) => step.columns.typicalLower,
  },
  {
    name: 'tidemark.typical.upper',
    description: 'Upper end of the range that holds 95 % of normal steps, or what the watch asks for',
    policy: 'bands',
    values: ({ step }) => step.columns.typicalUpper,
  },
  {
    name: 'tidemark.score',
    description: '0 at the expected value, 1 at the limit, above 1 outside the limits',
    policy: 'scores',
    values: ({ step }) => step.columns.score,
  },
  {
    name: 'tidemark.change',
    description: 'Above 1 in the one step that tells of something not seen for a month',
    policy: 'scores',
    values: ({ step }) => step.columns.change,
  },
  {
    name: 'tidemark.direction',
    description: '-1 below the expected value, 1 above',
    policy: 'scores',
    values: ({ step }) => step.columns.direction,
  },
  {
    name: 'tidemark.anomalous',
    description: '1 while an incident is open or the value is outside the limits and the watch is not muted, else 0',
    policy: 'scores',
    values: anomalousOf,
  },
  {
    name: 'tidemark.severity',
    description: '0 to 100: score, how long, how sure',
    policy: 'scores',
    values: ({ step }) => step.columns.severity,
  },
  {
    name: 'tidemark.class',
    description: `What kind of incident is open: 0 none, ${INCIDENT_CLASSES.map((name) => `${CLASS_CODES[name]} ${name}`).join(', ')}`,
    policy: 'scores',
    values: classOf,
  },
];

/** The metrics of a step that a policy gives out; `anomalous` gives all of few series. */
export const metricsOf = (policy: ExportPolicy): readonly DerivedMetric[] =>
  DERIVED_METRICS.filter((metric) => policy !== 'scores' || metric.policy === 'scores');

/** The derived metrics of a closed step, as far as the policy gives them out. */
export function stepTable(report: StepReport, policy: ExportPolicy): DerivedTable {
  const { watch, stepStartMs, part, series } = report.step;
  return {
    watch,
    timeMs: stepStartMs,
    part,
    series,
    columns: metricsOf(policy).map(({ name, description, values }) => ({ name, description, values: values(report) })),
  };
}

/** An open incident holds the alarm between steps that are back inside the limits for a moment. */
export function anomalousOf({ step, incidents, muted }: StepReport): Uint8Array {
  if (muted === true) return new Uint8Array(step.series.length);
  const { score, learning } = step.columns;
  return Uint8Array.from(step.series, (_series, i) =>
    incidents[i]?.status === 'open' || (score[i]! > 1 && learning[i] === 0) ? 1 : 0,
  );
}

/** One number a series, not one series a class: the class of an incident changes as it grows. */
function classOf({ step, incidents, muted }: StepReport): Uint8Array {
  return Uint8Array.from(step.series, (_series, i) => {
    const incident = incidents[i];
    return muted === true || incident?.status !== 'open' ? 0 : CLASS_CODES[incident.class];
  });
}

/** Forecasts leave under the policy `all`; what was asked for by name leaves under every policy. */
export function allowedBy(policy: ExportPolicy, table: DerivedTable): DerivedTable {
  return policy === 'all' ? table : { ...table, columns: table.columns.filter(({ always }) => always === true) };
}

/** Attributes (OpenTelemetry) or labels (before sanitising) of a series' derived points. A label of that name gives way, as in Prometheus. */
export function attributesOf({ watch, labels }: SeriesRef, extra: DerivedColumn['attributes']): Record<string, string> {
  const own: Record<string, string> = { watch, ...extra };
  const attributes = { ...own };
  for (const [name, value] of Object.entries(labels)) attributes[name in own ? `exported_${name}` : name] = value;
  return attributes;
}
