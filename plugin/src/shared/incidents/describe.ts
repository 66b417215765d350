import { t } from '@grafana/i18n';
import { numberText } from '../i18n/language';
import { RAW } from '../i18n/raw';
import type { IncidentBody } from '../api/contract';

export type IncidentClass = IncidentBody['class'];
export type VerdictKind = NonNullable<IncidentBody['verdict']>['verdict'];

const CLASS_NAMES: Readonly<Record<IncidentClass, () => string>> = {
  spike: () => t('incident.class.spike', 'Spike'),
  drop: () => t('incident.class.drop', 'Drop'),
  drop_to_zero: () => t('incident.class.drop-to-zero', 'Drop to zero'),
  absent: () => t('incident.class.absent', 'No data'),
  level_shift: () => t('incident.class.level-shift', 'Level shift'),
  drift: () => t('incident.class.drift', 'Drift'),
  variance: () => t('incident.class.variance', 'Unusual noise'),
};

export const INCIDENT_CLASSES = Object.keys(CLASS_NAMES) as IncidentClass[];

const VERDICT_NAMES: Readonly<Record<VerdictKind, () => string>> = {
  real: () => t('incident.verdict.real', 'Real'),
  false_alarm: () => t('incident.verdict.false-alarm', 'False alarm'),
  expected: () => t('incident.verdict.expected', 'Expected'),
};

export const VERDICT_KINDS: readonly VerdictKind[] = ['false_alarm', 'real', 'expected'];

export function className(kind: IncidentClass): string {
  return CLASS_NAMES[kind]?.() ?? kind;
}

export function verdictName(kind: VerdictKind): string {
  return VERDICT_NAMES[kind]?.() ?? kind;
}

export type SeverityLevel = 'critical' | 'high' | 'moderate';

/** The severities at which the next level begins. */
export const LEVEL_FROM = { high: 40, critical: 75 } as const;

/** What a number from 0 to 100 means to a person. */
export function severityLevel(severity: number): SeverityLevel {
  if (severity >= LEVEL_FROM.critical) {
    return 'critical';
  }
  return severity >= LEVEL_FROM.high ? 'high' : 'moderate';
}

export function levelName(level: SeverityLevel): string {
  switch (level) {
    case 'critical':
      return t('incident.level.critical', 'critical');
    case 'high':
      return t('incident.level.high', 'high');
    case 'moderate':
      return t('incident.level.moderate', 'moderate');
  }
}

/** When an incident ends as far as it is known; an open one reaches to the end of the latest step seen. */
export function incidentEndMs(incident: IncidentBody): number {
  return incident.endMs ?? Math.max(incident.lastMs, incident.startMs);
}

/** `40 s`, `12 min`, `1 h 5 min`, `2 d 3 h`: two units at most. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 90) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return twoUnits(hours, 'h', minutes % 60, 'min');
  }
  const wholeHours = Math.round(minutes / 60);
  return twoUnits(Math.floor(wholeHours / 24), 'd', wholeHours % 24, 'h');
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Requests lost or in excess; null where the watch counts nothing. */
export function impactText(incident: IncidentBody, unit: string): string | null {
  const { impact } = incident;
  if (impact === null) {
    return null;
  }
  const size = Math.abs(impact);
  const digits = size >= 10 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 };
  const values = { ...RAW, number: numberText(size, digits) };
  if (unit === 'req/s') {
    return impact < 0
      ? t('incident.impact.requests-lost', '{{number}} requests lost', values)
      : t('incident.impact.requests-excess', '{{number}} requests in excess', values);
  }
  return impact < 0
    ? t('incident.impact.events-lost', '{{number}} events lost', values)
    : t('incident.impact.events-excess', '{{number}} events in excess', values);
}

/** `open for 5 min` or `lasted 5 min`. */
export function spanText(incident: IncidentBody, nowMs: number): string {
  const open = incident.status === 'open';
  const endMs = open ? Math.max(nowMs, incident.lastMs) : incidentEndMs(incident);
  const values = { ...RAW, duration: durationText(endMs - incident.startMs) };
  return open
    ? t('incident.span.open', 'open for {{duration}}', values)
    : t('incident.span.closed', 'lasted {{duration}}', values);
}

/** `open`, or why it closed. */
export function statusText(incident: IncidentBody): string {
  if (incident.status === 'open') {
    return t('incident.status.open', 'Open');
  }
  switch (incident.closedBecause) {
    case 'recovered':
      return t('incident.status.recovered', 'Recovered');
    case 'accepted':
      return t('incident.status.accepted', 'Accepted as normal');
    case 'expired':
      return t('incident.status.expired', 'Series gone');
    default:
      return t('incident.status.closed', 'Closed');
  }
}
