import {
  dateTimeFormat,
  formattedValueToString,
  getDisplayProcessor,
  type GrafanaTheme2,
  type TimeZone,
} from '@grafana/data';
import type { OverlayView } from '../view/overlay-view';

export interface GraphFormats {
  readonly time: (timeMs: number) => string;
  readonly value: (group: number, value: number, decimals?: number | null) => string;
}

/** Formats values as the fields say (unit, decimals); Grafana has prepared its fields, a plain page has not. */
export function graphFormats(view: OverlayView, theme: GrafanaTheme2, timeZone: TimeZone): GraphFormats {
  const processors = view.groups.map(({ field }) => field.display ?? getDisplayProcessor({ field, theme, timeZone }));
  return {
    time: (timeMs) => dateTimeFormat(timeMs, { timeZone, format: 'ddd D MMM, HH:mm:ss' }),
    value: (group, value, decimals) => {
      const display = processors[group];
      return display === undefined ? String(value) : formattedValueToString(display(value, decimals));
    },
  };
}
