import type { IncidentBody } from '../api/contract';

export type IncidentClass = IncidentBody['class'];
export type VerdictKind = NonNullable<IncidentBody['verdict']>['verdict'];

const CLASS_NAMES: Readonly<Record<IncidentClass, string>> = {
  spike: 'Spike',
  drop: 'Drop',
  drop_to_zero: 'Drop to zero',
  absent: 'No data',
  level_shift: 'Level shift',
  drift: 'Drift',
};

export const INCIDENT_CLASSES = Object.keys(CLASS_NAMES) as IncidentClass[];

const VERDICT_NAMES: Readonly<Record<VerdictKind, string>> = {
  real: 'Real',
  false_alarm: 'False alarm',
  expected: 'Expected',
};

export const VERDICT_KINDS: readonly VerdictKind[] = ['false_alarm', 'real', 'expected'];

export function className(kind: IncidentClass): string {
  return CLASS_NAMES[kind] ?? kind;
}

export function verdictName(kind: VerdictKind): string {
  return VERDICT_NAMES[kind] ?? kind;
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

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** Requests lost or in excess; null where the watch counts nothing. */
export function impactText(incident: IncidentBody, unit: string): string | null {
  const { impact } = incident;
  if (impact === null) {
    return null;
  }
  const size = Math.abs(impact);
  const things = unit === 'req/s' ? 'requests' : 'events';
  const number = size >= 10 ? WHOLE.format(size) : SMALL.format(size);
  return impact < 0 ? `${number} ${things} lost` : `${number} ${things} in excess`;
}

/** `open for 5 min` or `lasted 5 min`. */
export function spanText(incident: IncidentBody, nowMs: number): string {
  return incident.status === 'open'
    ? `open for ${durationText(Math.max(nowMs, incident.lastMs) - incident.startMs)}`
    : `lasted ${durationText(incidentEndMs(incident) - incident.startMs)}`;
}

/** `open`, or why it closed. */
export function statusText(incident: IncidentBody): string {
  if (incident.status === 'open') {
    return 'Open';
  }
  switch (incident.closedBecause) {
    case 'recovered':
      return 'Recovered';
    case 'accepted':
      return 'Accepted as normal';
    case 'expired':
      return 'Series gone';
    default:
      return 'Closed';
  }
}
