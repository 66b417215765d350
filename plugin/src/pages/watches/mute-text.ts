import { dateTimeFormat, type TimeZone } from '@grafana/data';
import type { Mute } from '../../shared/api/contract';

/** `Muted until Sat 21 Nov, 08:00`, or until it is lifted. */
export function muteText({ untilMs }: Mute, timeZone: TimeZone): string {
  return untilMs === null
    ? 'Muted'
    : `Muted until ${dateTimeFormat(untilMs, { timeZone, format: 'ddd D MMM, HH:mm' })}`;
}
