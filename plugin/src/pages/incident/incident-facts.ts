import { t } from '@grafana/i18n';
import type { IncidentBody } from '../../shared/api/contract';
import { dateText } from '../../shared/i18n/date-text';
import { oneDecimal } from '../../shared/i18n/language';
import { RAW } from '../../shared/i18n/raw';
import {
  impactText,
  incidentEndMs,
  levelName,
  severityLevel,
  spanText,
  statusText,
  verdictName,
} from '../../shared/incidents/describe';
import { valueText } from '../../shared/incidents/value-text';

export interface FactsContext {
  /** Of its watch. */
  readonly unit: string;
  readonly nowMs: number;
  /** As Grafana names it. */
  readonly timeZone: string;
}

/** What is known of an incident, as names and values. */
export function incidentFacts(
  incident: IncidentBody,
  { unit, nowMs, timeZone }: FactsContext,
): Array<readonly [name: string, value: string]> {
  const time = (timeMs: number) => dateText(timeMs, 'second-of-year', timeZone);
  const { verdict, peakValue, peakExpected, peakMs, peakScore } = incident;
  const facts: ReadonlyArray<readonly [name: string, value: string | null]> = [
    [t('facts.status', 'Status'), statusAndSpan(incident, nowMs)],
    [t('facts.began', 'Began'), time(incident.startMs)],
    [
      incident.status === 'open' ? t('facts.last-seen', 'Last seen') : t('facts.ended', 'Ended'),
      time(incidentEndMs(incident)),
    ],
    [
      t('facts.severity', 'Severity'),
      t('facts.severity-value', '{{severity}} of 100, {{level}}', {
        ...{ severity: Math.round(incident.severity), level: levelName(severityLevel(incident.severity)) },
      }),
    ],
    [t('facts.impact', 'Impact'), impactText(incident, unit)],
    [
      t('facts.worst', 'At its worst'),
      t('facts.worst-value', '{{value}}, where {{expected}} was expected ({{time}}, score {{score}})', {
        ...RAW,
        value: peakValue === null ? t('facts.no-value', 'no value') : valueText(peakValue, unit),
        ...{ expected: valueText(peakExpected, unit), time: time(peakMs), score: oneDecimal(peakScore) },
      }),
    ],
    [
      t('facts.verdict', 'Verdict'),
      verdict === null
        ? null
        : [
            verdictName(verdict.verdict),
            verdict.by === '' ? '' : ` ${t('facts.by', 'by {{name}}', { ...RAW, name: verdict.by })}`,
            `, ${time(verdict.atMs)}`,
            verdict.comment === '' ? '' : `: ${verdict.comment}`,
          ].join(''),
    ],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

/** `Recovered, lasted 5 min`; of an open one `open for 5 min` says both. */
function statusAndSpan(incident: IncidentBody, nowMs: number): string {
  const span = spanText(incident, nowMs);
  return incident.status === 'open' ? span : `${statusText(incident)}, ${span}`;
}
