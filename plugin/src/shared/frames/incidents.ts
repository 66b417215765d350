import { DataTopic, FieldType, type DataFrame, type Field } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { IncidentBody } from '../api/contract';
import { RAW } from '../i18n/raw';
import { className, durationText, impactText, incidentEndMs, severityLevel, verdictName } from '../incidents/describe';
import { whyText } from '../incidents/why-text';
import { mergeIncidents, type IncidentGroup } from './merge-incidents';
import { seriesName } from './names';

export interface IncidentFrameOptions {
  readonly refId: string;
  /** Unit of a watch, for the impact; empty when unknown. */
  readonly unitOf: (watch: string) => string;
  /** Address of the page that shows an incident, if there is one. */
  readonly linkTo?: (incident: IncidentBody) => string;
  /** The datasource that the incidents came through, which takes verdicts on them. */
  readonly datasourceUid?: string;
  /** How many regions at most, for panels that cannot draw them all. */
  readonly merge?: { readonly fromMs: number; readonly toMs: number; readonly budget: number };
}

/** Theme colours of the severities. */
export const LEVEL_COLORS = { critical: 'red', high: 'orange', moderate: 'yellow' } as const;
/** What a person has called harmless is drawn quietly. */
const HARMLESS_COLOR = 'gray';

/**
 * Incidents as Grafana's annotation regions, for a panel's query and for an annotation query; past a budget, those that
 * lie together as one. Title and text are HTML to Grafana, which sanitises them; everything that came from outside is
 * escaped before that.
 */
export function incidentFrame(incidents: readonly IncidentBody[], options: IncidentFrameOptions): DataFrame {
  const groups = mergeIncidents(incidents, options.merge ?? { fromMs: 0, toMs: 0, budget: incidents.length });
  const column = <T>(name: string, type: FieldType, valueOf: (group: IncidentGroup) => T): Field<T> => ({
    name,
    type,
    config: {},
    values: groups.map(valueOf),
  });
  /** What is said of a group is said of its most severe incident. */
  const ofWorst = <T>(name: string, type: FieldType, valueOf: (incident: IncidentBody) => T): Field<T> =>
    column(name, type, (group) => valueOf(group.incidents[0]));
  return {
    refId: options.refId,
    name: 'Tidemark incidents',
    length: groups.length,
    meta: { dataTopic: DataTopic.Annotations, custom: { tidemark: { kind: 'incidents' } } },
    fields: [
      column('time', FieldType.time, ({ startMs }) => startMs),
      column('timeEnd', FieldType.time, ({ endMs }) => endMs),
      column('isRegion', FieldType.boolean, ({ startMs, endMs }) => endMs > startMs),
      column('title', FieldType.string, (group) => escapeHtml(groupTitle(group))),
      column('text', FieldType.string, (group) => groupText(group, options)),
      ofWorst('tags', FieldType.other, incidentTags),
      ofWorst('color', FieldType.string, incidentColor),
      // A numeric 0 makes Grafana hide its Edit and Delete buttons, which cannot work on incidents.
      column('id', FieldType.number, () => 0),
      ofWorst('incidentId', FieldType.string, ({ id }) => id),
      ofWorst('severity', FieldType.number, ({ severity }) => severity),
      column('status', FieldType.string, ({ incidents: own }) =>
        own.some(({ status }) => status === 'open') ? 'open' : 'closed',
      ),
      ofWorst('class', FieldType.string, (incident) => incident.class),
      ofWorst('watch', FieldType.string, ({ watch }) => watch),
      ofWorst('series', FieldType.string, ({ watch, labels }) => seriesName(watch, labels)),
      ofWorst('explanation', FieldType.string, (one) => whyText(one, options.unitOf(one.watch))),
      ofWorst('verdict', FieldType.string, ({ verdict }) => verdict?.verdict ?? ''),
      ofWorst('link', FieldType.string, (incident) => options.linkTo?.(incident) ?? ''),
      column('datasourceUid', FieldType.string, () => options.datasourceUid ?? ''),
    ],
  };
}

/** How many of a merged group are named beside the most severe. */
const NAMED_OF_GROUP = 3;

function groupTitle({ incidents }: IncidentGroup): string {
  const title = incidentTitle(incidents[0]);
  return incidents.length === 1
    ? title
    : t('incidents.merged', '{{number}} incidents · {{title}}', { ...RAW, number: incidents.length, title });
}

function groupText({ incidents: [worst, ...others] }: IncidentGroup, options: IncidentFrameOptions): string {
  const named = others.slice(0, NAMED_OF_GROUP).map((incident) => escapeHtml(incidentTitle(incident)));
  const more = others.length > named.length ? [`+ ${others.length - named.length}`] : [];
  return [annotationText(worst, options), ...named, ...more].join('<br>');
}

export function incidentTitle(incident: IncidentBody): string {
  return `${className(incident.class)} · ${seriesName(incident.watch, incident.labels)}`;
}

export function incidentColor(incident: Pick<IncidentBody, 'severity' | 'verdict'>): string {
  return incident.verdict !== null && incident.verdict.verdict !== 'real'
    ? HARMLESS_COLOR
    : LEVEL_COLORS[severityLevel(incident.severity)];
}

function incidentTags(incident: IncidentBody): string[] {
  return [incident.watch, incident.class, ...(incident.verdict === null ? [] : [incident.verdict.verdict])];
}

function annotationText(incident: IncidentBody, { unitOf, linkTo }: IncidentFrameOptions): string {
  const facts = [
    t('annotation.severity', 'severity {{severity}}', { severity: Math.round(incident.severity) }),
    incident.status === 'open'
      ? t('annotation.open', 'open')
      : t('annotation.lasted', 'lasted {{duration}}', {
          ...{ ...RAW, duration: durationText(incidentEndMs(incident) - incident.startMs) },
        }),
    impactText(incident, unitOf(incident.watch)),
    incident.verdict === null
      ? null
      : t('annotation.verdict', 'verdict: {{verdict}}', {
          ...{ ...RAW, verdict: verdictName(incident.verdict.verdict).toLowerCase() },
        }),
  ].filter((fact) => fact !== null);
  const link =
    linkTo === undefined
      ? ''
      : `<br><a href="${escapeHtml(linkTo(incident))}">${escapeHtml(t('annotation.open-incident', 'Open incident'))}</a>`;
  const why = whyText(incident, unitOf(incident.watch));
  return `${escapeHtml(why)}<br><small>${escapeHtml(facts.join(' · '))}</small>${link}`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
