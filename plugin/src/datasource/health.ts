import type { Watch } from '../shared/api/contract';
import { durationText } from '../shared/incidents/describe';

/** So many steps may be missing before that is worth a word. */
const LATE_AFTER_STEPS = 10;

/** What "Save & test" says when Tidemark answers: what there is, or what is still missing. */
export function healthMessage(watches: readonly Watch[], nowMs: number): string {
  const series = watches.reduce((sum, { seriesCount }) => sum + seriesCount, 0);
  if (series === 0) {
    return 'Tidemark answers. It has no series yet: send it telemetry over OTLP (port 4318 by default), and bands show after a few steps.';
  }
  const names = watches.filter(({ seriesCount }) => seriesCount > 0).map(({ name }) => name);
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const late = lateness(watches, nowMs);
  return `Tidemark answers: ${series} series in ${names.length === 1 ? '1 watch' : `${names.length} watches`} (${names.slice(0, 5).join(', ')}${more}).${late}`;
}

/** What is wrong when it answers, and nothing comes in any more. */
function lateness(watches: readonly Watch[], nowMs: number): string {
  const behind = watches
    .filter(({ lastStepMs, stepMs }) => lastStepMs !== null && nowMs - lastStepMs > LATE_AFTER_STEPS * stepMs)
    .map(({ lastStepMs }) => nowMs - (lastStepMs ?? nowMs));
  const known = watches.filter(({ lastStepMs }) => lastStepMs !== null).length;
  return behind.length === 0 || behind.length < known
    ? ''
    : ` But its newest step is ${durationText(Math.min(...behind))} old: check that telemetry still reaches it.`;
}
