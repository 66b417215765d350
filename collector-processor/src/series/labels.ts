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

/** One label for each name. */
export function labelsBy(names: readonly string[], valueOf: (name: string, at: number) => string): Labels {
  // Assigned, it would be the object's prototype.
  if (names.includes('__proto__')) return Object.fromEntries(names.map((name, at) => [name, valueOf(name, at)]));
  const labels: Record<string, string> = {};
  for (let at = 0; at < names.length; at++) labels[names[at]!] = valueOf(names[at]!, at);
  return labels;
}

/** Whether two label sets say the same, whatever the order of their names. */
export function sameLabels(one: Labels, other: Labels): boolean {
  let names = 0;
  for (const name in one) {
    if (one[name] !== other[name]) return false;
    names++;
  }
  for (const _name in other) names--;
  return names === 0;
}

/** Labels that need no name beside them, in the order a person says them. */
const SPOKEN: Readonly<Record<string, (value: string) => string>> = {
  'service.name': (value) => value,
  'http.route': (value) => value,
  quantile: (value) => `p${Number((Number(value) * 100).toFixed(3))}`,
};

/**
 * Labels for a person: `shop /cart p95`, others by name: `shop region=eu`; `all` for the empty set.
 */
export function describeLabels(labels: Labels): string {
  const spoken = Object.keys(SPOKEN).flatMap((name) =>
    labels[name] === undefined ? [] : [SPOKEN[name]!(labels[name])],
  );
  const named = Object.entries(labels).flatMap(([name, value]) => (name in SPOKEN ? [] : [`${name}=${value}`]));
  return [...spoken, ...named].join(' ') || 'all';
}
