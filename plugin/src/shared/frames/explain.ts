import { FieldType, type DataFrame, type FieldConfig } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { IncidentBody, RangeResponse, RangeSeries } from '../api/contract';
import { whyText } from '../incidents/why-text';
import { inReadingOrder, seriesKey, seriesName } from './names';
import { grafanaUnit } from './units';

export interface ExplainFrameOptions {
  readonly refId: string;
  readonly unit: string;
  readonly legend?: string;
}

type Judged = 'learning' | 'anomalous' | 'absent' | 'held' | 'normal' | 'unknown';

/** One row a series: how it stands at the end of the range, and why. */
export function explainFrame(
  response: RangeResponse,
  incidents: readonly IncidentBody[],
  { refId, unit, legend }: ExplainFrameOptions,
): DataFrame {
  const { watch } = response;
  const key = (labels: RangeSeries['labels']) => seriesKey('', watch, labels);
  const newest = new Map<string, IncidentBody>();
  for (const incident of incidents.filter((one) => one.watch === watch)) {
    const known = newest.get(key(incident.labels));
    if (known === undefined || incident.startMs > known.startMs) {
      newest.set(key(incident.labels), incident);
    }
  }
  const rows = inReadingOrder(response.series).map((series) => {
    const at = lastRow(series);
    const cell = (name: 'value' | 'expected' | 'lower' | 'upper' | 'score' | 'severity') => series[name]?.[at] ?? null;
    const judged = judgedAt(series, at);
    const incident = newest.get(key(series.labels));
    const open = incident?.status === 'open' ? incident : undefined;
    return { series, at, cell, judged, why: open === undefined ? reason(judged) : whyText(open, unit) };
  });
  const own: FieldConfig = { unit: grafanaUnit(unit) };
  // The name stays, for overrides and transformations; what is shown follows the language.
  const column = <T>(
    ...[name, displayName, type, valueOf, config]: [
      string,
      string,
      FieldType,
      (row: (typeof rows)[number]) => T,
      FieldConfig?,
    ]
  ) => ({ name, type, config: { ...config, displayName }, values: rows.map(valueOf) });
  return {
    ...{ refId, name: `${watch} explained`, length: rows.length },
    meta: { preferredVisualisationType: 'table', custom: { tidemark: { kind: 'explain', watch } } },
    fields: [
      column('series', t('table.series', 'Series'), FieldType.string, ({ series }) =>
        seriesName(watch, series.labels, legend),
      ),
      column('state', t('table.state', 'State'), FieldType.string, ({ judged }) => stateName(judged)),
      column('value', t('table.value', 'Value'), FieldType.number, ({ cell }) => cell('value'), own),
      column('expected', t('table.expected', 'Expected'), FieldType.number, ({ cell }) => cell('expected'), own),
      column('lower', t('table.lower', 'Lower limit'), FieldType.number, ({ cell }) => cell('lower'), own),
      column('upper', t('table.upper', 'Upper limit'), FieldType.number, ({ cell }) => cell('upper'), own),
      column('score', t('table.score', 'Score'), FieldType.number, ({ cell }) => cell('score'), { decimals: 2 }),
      column('severity', t('table.severity', 'Severity'), FieldType.number, ({ cell }) => cell('severity'), {
        decimals: 0,
      }),
      column('why', t('table.why', 'Why'), FieldType.string, ({ why }) => why),
      column('at', t('table.at', 'At'), FieldType.time, ({ series, at }) => series.times[at] ?? null),
    ],
  };
}

/** The newest step that says anything of the series. */
function lastRow({ times, expected, value }: RangeSeries): number {
  for (let row = times.length - 1; row >= 0; row -= 1) {
    if (value?.[row] != null || expected?.[row] != null) {
      return row;
    }
  }
  return times.length - 1;
}

function judgedAt({ value, expected, score, learning, held }: RangeSeries, row: number): Judged {
  if (learning?.[row] === 1) {
    return 'learning';
  }
  if (value?.[row] == null) {
    return expected?.[row] == null ? 'unknown' : 'absent';
  }
  if ((score?.[row] ?? 0) > 1) {
    return 'anomalous';
  }
  return held?.[row] === 1 ? 'held' : 'normal';
}

function stateName(judged: Judged): string {
  switch (judged) {
    case 'learning':
      return t('explain.learning', 'learning');
    case 'anomalous':
      return t('explain.anomalous', 'outside the limits');
    case 'absent':
      return t('explain.absent', 'no data');
    case 'held':
      return t('explain.held', 'within the limits, incident open');
    case 'normal':
      return t('explain.normal', 'within the limits');
    case 'unknown':
      return t('explain.unknown', 'unknown');
  }
}

function reason(judged: Judged): string {
  switch (judged) {
    case 'learning':
      return t('explain.why-learning', 'Too little history to judge it yet.');
    case 'anomalous':
      return t('explain.why-anomalous', 'Its newest step is outside the limits; an incident opens when that lasts.');
    case 'absent':
      return t('explain.why-absent', 'Its newest step brought nothing.');
    default:
      return '';
  }
}
