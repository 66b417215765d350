import {
  FieldColorModeId,
  FieldType,
  ThresholdsMode,
  type DataFrame,
  type DataLink,
  type FieldConfig,
} from '@grafana/data';
import { t } from '@grafana/i18n';
import type { IncidentBody } from '../api/contract';
import { LEVEL_FROM, className, impactText, incidentEndMs, statusText, verdictName } from '../incidents/describe';
import { whyText } from '../incidents/why-text';
import { LEVEL_COLORS, type IncidentFrameOptions } from './incidents';
import { seriesName } from './names';

/** Incidents as rows, for tables, exports and transformations: newest first, as the API gives them. */
export function incidentsTable(incidents: readonly IncidentBody[], options: IncidentFrameOptions): DataFrame {
  const { refId, unitOf, linkTo } = options;
  // The name stays, for overrides and transformations; what is shown follows the language.
  const column = <T>(
    ...[name, displayName, type, valueOf, config]: [
      string,
      string,
      FieldType,
      (incident: IncidentBody) => T,
      FieldConfig?,
    ]
  ) => ({ name, type, config: { ...config, displayName }, values: incidents.map(valueOf) });
  return {
    refId,
    name: 'Tidemark incidents',
    length: incidents.length,
    meta: { preferredVisualisationType: 'table', custom: { tidemark: { kind: 'incidents' } } },
    fields: [
      column('start', t('table.start', 'Start'), FieldType.time, ({ startMs }) => startMs),
      column('duration', t('table.duration', 'Duration'), FieldType.number, (one) => incidentEndMs(one) - one.startMs, {
        unit: 'ms',
      }),
      column('severity', t('table.severity', 'Severity'), FieldType.number, ({ severity }) => severity, SEVERITY),
      column('class', t('table.class', 'Class'), FieldType.string, (one) => className(one.class)),
      column('watch', t('table.watch', 'Watch'), FieldType.string, ({ watch }) => watch),
      column('series', t('table.series', 'Series'), FieldType.string, ({ watch, labels }) => seriesName(watch, labels)),
      column('status', t('table.status', 'Status'), FieldType.string, statusText),
      column(
        'impact',
        t('table.impact', 'Impact'),
        FieldType.string,
        (one) => impactText(one, unitOf(one.watch)) ?? '',
      ),
      column('verdict', t('table.verdict', 'Verdict'), FieldType.string, ({ verdict }) =>
        verdict === null ? '' : verdictName(verdict.verdict),
      ),
      column('explanation', t('table.explanation', 'Explanation'), FieldType.string, (one) =>
        whyText(one, unitOf(one.watch)),
      ),
      column('link', t('table.link', 'Incident'), FieldType.string, (incident) => linkTo?.(incident) ?? '', {
        links: [openLink()],
      }),
    ],
  };
}

const SEVERITY: FieldConfig = {
  ...{ decimals: 0, min: 0, max: 100, color: { mode: FieldColorModeId.Thresholds } },
  thresholds: {
    mode: ThresholdsMode.Absolute,
    steps: [
      { value: -Infinity, color: LEVEL_COLORS.moderate },
      { value: LEVEL_FROM.high, color: LEVEL_COLORS.high },
      { value: LEVEL_FROM.critical, color: LEVEL_COLORS.critical },
    ],
  },
  custom: { cellOptions: { type: 'color-text' } },
};

/** The address is the cell's own value: no script, nothing to escape. */
const openLink = (): DataLink => ({ title: t('annotation.open-incident', 'Open incident'), url: '${__value.raw}' });
