import { t } from '@grafana/i18n';
import type { DegradationBody } from '../api/contract';
import { subjectName } from '../frames/names';
import { dateText } from '../i18n/date-text';
import { numberText, showsEnglish } from '../i18n/language';
import { RAW } from '../i18n/raw';
import { valueText } from '../incidents/value-text';

/** Of next to nothing anything is any number of times as much: the values say enough. */
const MOST_TIMES = 99;

/** That a service became worse at the same load: the processor's sentence, in another language the same anew. */
export function degradationText(degradation: DegradationBody, unit: string, timeZone: string): string {
  if (showsEnglish()) {
    return degradation.sentence;
  }
  const { watch, labels, shape, sinceMs, before, now, perDay } = degradation;
  const share = shape === 'drift' ? perDay : now / before - 1;
  const values = {
    ...{ ...RAW, what: subjectName(watch, labels), day: dateText(sinceMs, 'long-day', timeZone) },
    ...{ before: valueText(before, unit), now: valueText(now, unit) },
    percent: numberText(share, { style: 'percent', maximumSignificantDigits: 2 }),
  };
  if (!(share < MOST_TIMES)) {
    return shape === 'drift'
      ? t(
          'worse.rises',
          '{{what}} rises at the same load since {{day}}, from {{before}} to {{now}}; look for what fills, leaks or grows since then',
          values,
        )
      : t(
          'worse.higher',
          '{{what}} is higher at the same load since {{day}}: {{now}}, not {{before}}; look for what was changed then',
          values,
        );
  }
  return shape === 'drift'
    ? t(
        'worse.rises-by',
        '{{what}} rises {{percent}} a day at the same load since {{day}}, from {{before}} to {{now}}; look for what fills, leaks or grows since then',
        values,
      )
    : t(
        'worse.higher-by',
        '{{what}} is {{percent}} higher at the same load since {{day}}: {{now}}, not {{before}}; look for what was changed then',
        values,
      );
}
