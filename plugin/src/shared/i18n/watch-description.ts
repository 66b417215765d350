import { t } from '@grafana/i18n';
import type { Watch } from '../api/contract';

/** What the processor says of the watches that need no configuration (a test holds them to it). */
export const DESCRIPTIONS: Readonly<Record<string, () => string>> = {
  'Requests served a second': () => t('watch.requests', 'Requests served a second'),
  'Share of requests that failed in the server (5xx)': () =>
    t('watch.errors', 'Share of requests that failed in the server (5xx)'),
  'Share of requests refused as the client’s fault (4xx)': () =>
    t('watch.client-errors', 'Share of requests refused as the client’s fault (4xx)'),
  'Seconds a request takes in the server': () => t('watch.latency', 'Seconds a request takes in the server'),
};

/** What a watch is, in the person's language where it is one of ours; people's own words stay. */
export function watchDescription({ description }: Pick<Watch, 'description'>): string {
  return DESCRIPTIONS[description]?.() ?? description;
}
