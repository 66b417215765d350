import type { DataFrame } from '@grafana/data';
import type { Watch } from '../shared/api/contract';
import { prometheusName } from '../shared/frames/names';
import { quoted, regexEscaped } from './interpolate';

/**
 * Matchers that select the series of a watch which another query of the panel shows: by the labels that both have.
 * Null where the query shows nothing, or has no label of the watch.
 */
export function matchOfQuery(frames: readonly DataFrame[], refId: string, watch: Watch): string | null {
  const shown = frames
    .filter((frame) => frame.refId === refId)
    .flatMap((frame) => frame.fields.flatMap(({ labels }) => (labels === undefined ? [] : [labels])));
  const names = [...new Set(watch.groupBy.flat())];
  const matchers = names.flatMap((name) => {
    const values = shown.map((labels) => labels[name] ?? labels[prometheusName(name)]);
    // A label that only some lines have tells nothing of the others.
    if (values.length === 0 || values.some((value) => value === undefined)) {
      return [];
    }
    const each = [...new Set(values)].sort();
    return each.length === 1
      ? [`${name}="${quoted(each[0])}"`]
      : [`${name}=~"${each.map((value) => quoted(regexEscaped(value))).join('|')}"`];
  });
  if (matchers.length === 0) {
    return null;
  }
  // The finest grouping is not meant where the query's lines do not have its labels: those are empty then.
  const missing = names.filter((name) => !matchers.some((matcher) => /^[^=!]+/.exec(matcher)?.[0] === name));
  return [...matchers, ...missing.map((name) => `${name}=""`)].join(',');
}
