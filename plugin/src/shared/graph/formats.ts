import {
  formattedValueToString,
  getDisplayProcessor,
  type DisplayProcessor,
  type GrafanaTheme2,
  type TimeZone,
} from '@grafana/data';
import { dateText } from '../i18n/date-text';
import type { OverlayView } from '../view/overlay-view';

export interface GraphFormats {
  readonly time: (timeMs: number) => string;
  readonly value: (group: number, value: number, decimals?: number | null) => string;
}

/** Formats values as the fields say (unit, decimals); Grafana has prepared its fields, a plain page has not. */
export function graphFormats(view: OverlayView, theme: GrafanaTheme2, timeZone: TimeZone): GraphFormats {
  // Made when first asked for: it goes through every value of its field, and most series are never put into words.
  const made = new Map<number, DisplayProcessor>();
  const processorOf = (group: number): DisplayProcessor | undefined => {
    const known = made.get(group);
    const field = view.groups[group]?.field;
    if (known !== undefined || field === undefined) {
      return known;
    }
    const processor = field.display ?? getDisplayProcessor({ field, theme, timeZone });
    made.set(group, processor);
    return processor;
  };
  return {
    time: (timeMs) => dateText(timeMs, 'second', timeZone),
    value: (group, value, decimals) => {
      const display = processorOf(group);
      return display === undefined ? String(value) : formattedValueToString(display(value, decimals));
    },
  };
}
