import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { IncidentBody } from '../api/contract';
import { subjectName } from '../frames/names';
import { showsEnglish } from '../i18n/language';
import { RAW } from '../i18n/raw';
import { impactText } from './describe';
import { valueText } from './value-text';

/**
 * What an incident is, in one or two sentences of the person's language: the processor's own where that is English, else
 * made anew of the incident's values.
 *
 * @param unit of its watch, empty when unknown
 * @param timeZone as Grafana names it; the browser's when left out
 */
export function whyText(incident: IncidentBody, unit: string, timeZone?: string): string {
  // What a calendar says of the day is in the processor's sentence alone.
  if (showsEnglish() || incident.explanation.includes(' of the calendar ')) {
    return timeZone === undefined ? incident.explanation : inZone(incident, timeZone);
  }
  const clock = (timeMs: number) => clockOf(timeMs, timeZone);
  const impact = impactText(incident, unit);
  const parts = [moved(incident, unit, clock), impact === null ? '' : `${impact}.`, ending(incident, clock)];
  return parts.filter((part) => part !== '').join(' ');
}

const clockOf = (timeMs: number, timeZone?: string) => dateTimeFormat(timeMs, { timeZone, format: 'HH:mm' });

/** The processor tells its times in UTC: beside a graph in another zone they would be read wrong. */
function inZone({ explanation, startMs, endMs }: IncidentBody, timeZone: string): string {
  return [startMs, endMs]
    .filter((timeMs) => timeMs !== null)
    .reduce((text, timeMs) => text.replace(`${clockOf(timeMs, 'utc')} UTC`, clockOf(timeMs, timeZone)), explanation);
}

function moved(incident: IncidentBody, unit: string, clock: (timeMs: number) => string): string {
  const { watch, labels, direction, startMs, peakValue, peakExpected } = incident;
  const values = {
    ...{ ...RAW, what: subjectName(watch, labels), time: clock(startMs) },
    value: peakValue === null ? t('why.nothing', 'nothing') : valueText(peakValue, unit),
    expected: valueText(peakExpected, unit),
  };
  switch (incident.class) {
    case 'absent':
      return t('why.absent', '{{what}} not reported since {{time}}; {{expected}} was expected.', values);
    case 'drop_to_zero':
      return t('why.zero', '{{what}} fell to {{value}} since {{time}}; {{expected}} was expected.', values);
    case 'drop':
      return t(
        'why.drop',
        '{{what}} too low since {{time}}, {{value}} at the lowest; {{expected}} was expected.',
        values,
      );
    case 'spike':
      return t(
        'why.spike',
        '{{what}} too high since {{time}}, {{value}} at the peak; {{expected}} was expected.',
        values,
      );
    case 'level_shift':
      return direction < 0
        ? t('why.lower', '{{what}} on a lower level since {{time}}: {{value}}, not {{expected}}.', values)
        : t('why.higher', '{{what}} on a higher level since {{time}}: {{value}}, not {{expected}}.', values);
    case 'drift':
      return direction < 0
        ? t('why.down', '{{what}} drifts down since {{time}}: {{value}}, not {{expected}}.', values)
        : t('why.up', '{{what}} drifts up since {{time}}: {{value}}, not {{expected}}.', values);
    case 'variance':
      return direction < 0
        ? t('why.still', '{{what}} hardly moves since {{time}}; the value may be stuck.', values)
        : t('why.noisy', '{{what}} swings unusually since {{time}}.', values);
  }
}

function ending({ closedBecause, endMs }: IncidentBody, clock: (timeMs: number) => string): string {
  switch (closedBecause) {
    case null:
      return '';
    case 'accepted':
      return t('why.accepted', 'Accepted as the new normal.');
    case 'expired':
      return t('why.expired', 'The series is gone and no longer watched.');
    case 'recovered':
      return endMs === null ? '' : t('why.over', 'Over at {{time}}.', { ...RAW, time: clock(endMs) });
  }
}
