import { DataTopic, FieldType, type DataFrame, type Field } from '@grafana/data';
import type { IncidentBody } from '../api/contract';
import { className, durationText, impactText, incidentEndMs, severityLevel, verdictName } from '../incidents/describe';
import { seriesName } from './names';

export interface IncidentFrameOptions {
  readonly refId: string;
  /** Unit of a watch, for the impact; empty when unknown. */
  readonly unitOf: (watch: string) => string;
  /** Address of the page that shows an incident, if there is one. */
  readonly linkTo?: (incident: IncidentBody) => string;
  /** The datasource that the incidents came through, which takes verdicts on them. */
  readonly datasourceUid?: string;
}

/** Theme colours of the severities. */
export const LEVEL_COLORS = { critical: 'red', high: 'orange', moderate: 'yellow' } as const;
/** What a person has called harmless is drawn quietly. */
const HARMLESS_COLOR = 'gray';

/**
 * Incidents as Grafana's annotation regions, for a panel's query and for an annotation query.
 * Title and text are HTML to Grafana, which sanitises them; everything that came from outside is escaped before that.
 */
export function incidentFrame(incidents: readonly IncidentBody[], options: IncidentFrameOptions): DataFrame {
  const column = <T>(name: string, type: FieldType, valueOf: (incident: IncidentBody) => T): Field<T> => ({
    name,
    type,
    config: {},
    values: incidents.map(valueOf),
  });
  return {
    refId: options.refId,
    name: 'Tidemark incidents',
    length: incidents.length,
    meta: { dataTopic: DataTopic.Annotations, custom: { tidemark: { kind: 'incidents' } } },
    fields: [
      column('time', FieldType.time, (incident) => incident.startMs),
      column('timeEnd', FieldType.time, incidentEndMs),
      column('isRegion', FieldType.boolean, (incident) => incidentEndMs(incident) > incident.startMs),
      column('title', FieldType.string, (incident) => escapeHtml(incidentTitle(incident))),
      column('text', FieldType.string, (incident) => annotationText(incident, options)),
      column('tags', FieldType.other, incidentTags),
      column('color', FieldType.string, incidentColor),
      // A numeric 0 makes Grafana hide its Edit and Delete buttons, which cannot work on incidents.
      column('id', FieldType.number, () => 0),
      column('incidentId', FieldType.string, (incident) => incident.id),
      column('severity', FieldType.number, (incident) => incident.severity),
      column('status', FieldType.string, (incident) => incident.status),
      column('class', FieldType.string, (incident) => incident.class),
      column('watch', FieldType.string, (incident) => incident.watch),
      column('series', FieldType.string, (incident) => seriesName(incident.watch, incident.labels)),
      column('explanation', FieldType.string, (incident) => incident.explanation),
      column('verdict', FieldType.string, (incident) => incident.verdict?.verdict ?? ''),
      column('link', FieldType.string, (incident) => options.linkTo?.(incident) ?? ''),
      column('datasourceUid', FieldType.string, () => options.datasourceUid ?? ''),
    ],
  };
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
    `severity ${Math.round(incident.severity)}`,
    incident.status === 'open' ? 'open' : `lasted ${durationText(incidentEndMs(incident) - incident.startMs)}`,
    impactText(incident, unitOf(incident.watch)),
    incident.verdict === null ? null : `verdict: ${verdictName(incident.verdict.verdict).toLowerCase()}`,
  ].filter((fact) => fact !== null);
  const link = linkTo === undefined ? '' : `<br><a href="${escapeHtml(linkTo(incident))}">Open incident</a>`;
  return `${escapeHtml(incident.explanation)}<br><small>${escapeHtml(facts.join(' · '))}</small>${link}`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
