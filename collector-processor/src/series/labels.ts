import type { Labels } from './types.ts';

/** Separators that cannot stand in a label by accident: control characters below the printable range. */
const PAIR = '\u0001';
const NAME = '\u0002';

/**
 * One string for one label set, whatever the order its labels came in.
 *
 * @example labelsKey({ b: '2', a: '1' }) === labelsKey({ a: '1', b: '2' })
 */
export function labelsKey(labels: Labels): string {
  const names = Object.keys(labels);
  if (names.length === 0) return '';
  if (names.length > 1) names.sort();
  let key = '';
  for (const name of names) key += name + NAME + labels[name] + PAIR;
  return key;
}

/** Labels for a person: `service.name=shop, http.route=/cart`; `all` for the empty set. */
export function describeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? 'all' : pairs.join(', ');
}
