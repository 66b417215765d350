import { labelsBy, labelsKey } from '../series/labels.ts';
import type { Labels } from '../series/types.ts';
import type { Lookup } from './matchers.ts';

/** The label value of points that lack an attribute which the watch groups by. */
export const UNKNOWN = 'unknown';

/**
 * The label sets a point contributes to, one for each set of the watch's group-by.
 *
 * A missing (or empty) attribute is labelled `unknown`, so nothing is lost; except where a coarser set of the same
 * watch, which does without it, holds the point: a request without `http.route` is in its service's total and in no
 * route.
 */
export function groupLabels(groupBy: readonly (readonly string[])[], lookup: Lookup): Labels[] {
  if (groupBy.length === 1) return [labelsOf(groupBy[0]!, lookup)];
  const byKey = new Map<string, Labels>();
  for (const names of groupBy) {
    const missing = names.filter((name) => lookup(name) === '');
    const isHeldByTotal = groupBy.some(
      (coarser) => isProperSubset(coarser, names) && missing.some((name) => !coarser.includes(name)),
    );
    if (isHeldByTotal) continue;
    const labels = labelsOf(names, lookup);
    byKey.set(labelsKey(labels), labels);
  }
  return [...byKey.values()];
}

const labelsOf = (names: readonly string[], lookup: Lookup): Labels =>
  labelsBy(names, (name) => labelValue(lookup(name)));

function isProperSubset(coarser: readonly string[], finer: readonly string[]): boolean {
  return coarser.length < finer.length && coarser.every((name) => finer.includes(name));
}

// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const ALL_CONTROL = new RegExp(CONTROL, 'g');

/** Control characters could end a line of an exposition or forge a key; they become spaces. */
function labelValue(value: string): string {
  if (value === '') return UNKNOWN;
  return CONTROL.test(value) ? value.replace(ALL_CONTROL, ' ') : value;
}
