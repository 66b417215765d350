import { t } from '@grafana/i18n';
import type { Note } from '../../grafana/read-notes';
import type { IncidentBody, IncidentDetail } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { className } from '../../shared/incidents/describe';
import { whyText } from '../../shared/incidents/why-text';
import { incidentFacts, type FactsContext } from './incident-facts';
import { noteText, whenNoted } from './note-text';

export interface ReportContext extends Omit<FactsContext, 'unit'> {
  readonly detail: IncidentDetail;
  readonly notes: readonly Note[];
  /** The whole address of the incident's page. */
  readonly url: string;
}

/** Names of other series before "+ 3". */
const MOST_NAMES = 8;

/** An incident for a chat, a ticket or a review: plain text that reads as Markdown, too. */
export function incidentReport({ detail, notes, url, nowMs, timeZone }: ReportContext): string {
  const { incident, watch, alongside } = detail;
  const unit = watch?.unit ?? '';
  const names = alongside.map(named);
  const more = names.length > MOST_NAMES ? [`+ ${names.length - MOST_NAMES}`] : [];
  const facts = [
    ...incidentFacts(incident, { unit, nowMs, timeZone }),
    [t('facts.else', 'What else moved at the time'), [...names.slice(0, MOST_NAMES), ...more].join(', ')] as const,
    ...notes.map(
      (note) => [t('report.noted', 'Noted'), `${noteText(note)} (${whenNoted(note, incident.startMs)})`] as const,
    ),
  ];
  return [
    `${className(incident.class)} · ${named(incident)}`,
    '',
    whyText(incident, unit, timeZone),
    '',
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}`),
    '',
    url,
    '',
  ].join('\n');
}

function named({ watch, labels }: IncidentBody): string {
  return `${watch} ${seriesName('', labels)}`;
}
