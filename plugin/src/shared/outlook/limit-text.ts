import { t } from '@grafana/i18n';
import type { MaintenanceWarningBody, WhatIfResponse } from '../api/contract';
import { subjectName } from '../frames/names';
import { dateText } from '../i18n/date-text';
import { numberText, showsEnglish } from '../i18n/language';
import { RAW } from '../i18n/raw';
import { durationText } from '../incidents/describe';
import { valueText } from '../incidents/value-text';

type Limit = NonNullable<WhatIfResponse['limit']>;
type Known = Extract<Limit['outlook'], { status: 'known' }>;
type Reading = Pick<Known, 'crossesAtMs' | 'earliestMs' | 'latestMs'>;

export interface LimitSubject extends Pick<WhatIfResponse, 'watch' | 'labels' | 'unit'> {
  readonly timeZone: string;
}

/** What the processor calls a limit that somebody typed. */
const UNNAMED = 'the limit';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** So far ahead the processor looks for a limit. */
const HORIZON_DAYS = 90;
/** Growth that is not twice its own error is not named. */
const SURE = 2;

/** When a limit is reached, how sure that is, and why: the processor's sentence, in another language the same anew. */
export function limitText(limit: Limit, subject: LimitSubject): string {
  const { outlook, sentence } = limit;
  if (showsEnglish()) {
    return sentence;
  }
  const values = limitValues(limit.name, limit.value, subject);
  if (outlook.status === 'unknown') {
    return t('limit.unknown', 'When {{limit}} is reached cannot be told: {{reason}}', {
      ...values,
      reason: reasonText(outlook),
    });
  }
  if (outlook.crossesAtMs === null) {
    const told = { ...values, days: HORIZON_DAYS, growth: growthText(outlook) };
    return limit.direction === 'up'
      ? t('limit.not-reached', '{{what}} will probably not reach {{limit}} within {{days}} days; {{growth}}', told)
      : t('limit.not-fallen', '{{what}} will probably not fall to {{limit}} within {{days}} days; {{growth}}', told);
  }
  const parts = [
    reachedText(limit.direction, outlook, values, subject),
    growthText(outlook),
    adviceText(limit.direction),
  ];
  return parts.join('; ');
}

/** What a warning of a limit says. How it grows is in the processor's sentence alone. */
export function warningText(warning: MaintenanceWarningBody, subject: LimitSubject): string {
  if (showsEnglish()) {
    return warning.sentence;
  }
  const values = limitValues(warning.limit, warning.limitValue, subject);
  return [reachedText(warning.direction, warning, values, subject), adviceText(warning.direction)].join('; ');
}

function limitValues(name: string, value: number, { watch, labels, unit }: LimitSubject) {
  const called = name === UNNAMED ? t('limit.unnamed', 'the limit') : name;
  return { ...RAW, what: subjectName(watch, labels), limit: `${called} (${valueText(value, unit)})` };
}

function reasonText({ code, reason }: Extract<Limit['outlook'], { status: 'unknown' }>): string {
  switch (code) {
    case 'few_days':
      return t('limit.few-days', 'too few days of history');
    case 'few_values':
      return t('limit.few-values', 'too few days with enough values');
    default:
      return reason;
  }
}

function reachedText(
  direction: Limit['direction'],
  reading: Reading,
  values: ReturnType<typeof limitValues>,
  { timeZone }: LimitSubject,
): string {
  const told = { ...values, when: whenText(reading, timeZone) };
  return direction === 'up'
    ? t('limit.reached', '{{what}} reaches {{limit}} {{when}}', told)
    : t('limit.fallen', '{{what}} falls to {{limit}} {{when}}', told);
}

function whenText({ crossesAtMs, earliestMs, latestMs }: Reading, timeZone: string): string {
  if (crossesAtMs === null) {
    return t('limit.later', 'later than can be told');
  }
  const time = dateText(crossesAtMs, 'long-minute', timeZone);
  return earliestMs === null || latestMs === null
    ? t('limit.about', 'about {{time}}', { ...RAW, time })
    : t('limit.on', 'on {{time}} ± {{span}}', { ...RAW, time, span: spanText((latestMs - earliestMs) / 2) });
}

/** No more than can be told: days, or hours. */
function spanText(spanMs: number): string {
  const unitMs = spanMs >= 2 * DAY_MS ? DAY_MS : HOUR_MS;
  return durationText(Math.max(1, Math.round(spanMs / unitMs)) * unitMs);
}

function growthText({ growth, peaksOn, emptiedEveryMs }: Known): string {
  const { perWeek, perWeekError, shape, saturatesAt } = growth;
  const share = Math.abs(perWeek ?? 0);
  const rate = numberText(share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });
  const values = { ...RAW, peaks: peaksText(peaksOn), rate };
  const sure = perWeek !== null && Math.abs(perWeek) > SURE * (perWeekError ?? 0) && Math.round(1000 * share) > 0;
  const parts = [
    !sure
      ? t('limit.steady', '{{peaks}}: no growth beyond chance', values)
      : perWeek > 0
        ? t('limit.grows', '{{peaks}}: {{rate}} more a week', values)
        : t('limit.shrinks', '{{peaks}}: {{rate}} less a week', values),
  ];
  if (sure && shape === 'saturating' && saturatesAt !== null) {
    const end = numberText(saturatesAt, { maximumSignificantDigits: 3 });
    parts.push(t('limit.saturates', 'levelling off at {{end}}', { ...RAW, end }));
  }
  if (emptiedEveryMs !== null) {
    parts.push(t('limit.emptied', 'emptied about every {{span}}', { ...RAW, span: spanText(emptiedEveryMs) }));
  }
  return parts.join(', ');
}

function peaksText(peaksOn: string): string {
  switch (peaksOn) {
    case 'weekday':
      return t('limit.weekday-peaks', 'peaks on weekdays');
    case 'weekend':
      return t('limit.weekend-peaks', 'peaks at weekends');
    default:
      return t('limit.level', 'the level');
  }
}

function adviceText(direction: Limit['direction']): string {
  return direction === 'up'
    ? t('limit.raise', 'raise the limit or shed load before then')
    : t('limit.add', 'add what runs out before then, or lower the use');
}
