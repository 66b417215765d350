import type { TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { dateText } from '../../shared/i18n/date-text';
import { RAW } from '../../shared/i18n/raw';
import type { Mute } from '../../shared/api/contract';

/** `Muted until Sat 21 Nov, 08:00`, or until it is lifted. */
export function muteText({ untilMs }: Mute, timeZone: TimeZone): string {
  return untilMs === null
    ? t('watches.muted', 'Muted')
    : t('watches.muted-until', 'Muted until {{time}}', {
        ...{ ...RAW, time: dateText(untilMs, 'minute', timeZone) },
      });
}
