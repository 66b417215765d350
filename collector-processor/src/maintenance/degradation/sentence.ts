import type { DegradationSubject } from './degradation-warning.ts';
import { MOST_MORE, shareMore } from './share-more.ts';
import type { Degradation } from './types.ts';

/** "p95 latency of shop /checkout rises 4 % a day at the same load since Tuesday 24 Nov: from 0.21 to 0.26 s; look for what …" */
export function degradationSentence(
  { name, unit, timezone, labels, measure }: DegradationSubject,
  { shape, sinceMs, before, now, perDay }: Degradation,
): string {
  const { quantile, ...who } = labels;
  const what = `${quantile === undefined ? '' : `p${Number((100 * Number(quantile)).toFixed(2))} `}${name}`;
  const of = Object.values(who).join(' ');
  const day = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'short', timeZone: timezone },
  }).format(sinceMs);
  const value = (one: number): string =>
    measure === 'ratio' ? `${percent(one)} %` : String(Number(one.toPrecision(3)));
  const values = `from ${value(before)} to ${value(now)}${measure === 'ratio' || unit === '' ? '' : ` ${unit}`}`;
  const times = shape === 'drift' ? perDay : shareMore(before, now);
  // From nothing it is no share: the values say enough.
  const share = times < MOST_MORE ? ` ${percent(times)} %` : '';
  const rise = shape === 'drift' ? `rises${share}${share && ' a day'}` : `is${share} higher`;
  const advice =
    shape === 'drift' ? 'look for what fills, leaks or grows since then' : 'look for what was changed then';
  return `${what}${of === '' ? '' : ` of ${of}`} ${rise} at the same load since ${day}, ${values}; ${advice}`;
}

const percent = (share: number): number => Number((100 * share).toPrecision(2));
