import type { Watch } from '../shared/api/contract';

/** What "Save & test" says when Tidemark answers: what there is, or what is still missing. */
export function healthMessage(watches: readonly Watch[]): string {
  const series = watches.reduce((sum, { seriesCount }) => sum + seriesCount, 0);
  if (series === 0) {
    return 'Tidemark answers. It has no series yet: send it telemetry over OTLP (port 4318 by default), and bands show after a few steps.';
  }
  const names = watches.filter(({ seriesCount }) => seriesCount > 0).map(({ name }) => name);
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `Tidemark answers: ${series} series in ${names.length === 1 ? '1 watch' : `${names.length} watches`} (${names.slice(0, 5).join(', ')}${more}).`;
}
