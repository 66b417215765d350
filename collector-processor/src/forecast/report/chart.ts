import { escaped } from '../../report/escape-html.ts';
import type { WhatIfModel } from '../whatif/what-if.ts';
import { dayTicks, valueTicks } from './ticks.ts';
import type { SeriesReport } from './types.ts';
import { shortNumber } from './words.ts';

const WIDTH = 1000;
const HEIGHT = 380;
const LEFT = 64;
const BOTTOM = 24;
const TOP = 10;
/** Of the history so many horizons are drawn, and two weeks at least: what comes is to be seen. */
const HORIZONS_BACK = 3;
const LEAST_BACK_MS = 14 * 86_400_000;
/** A fan that leaves what is known by more than this share of it is cut: the line is what is to be seen. */
const ROOM = 0.6;

/** History, each model's line, the first one's fan, and the limit, as an SVG with the classes of the page. */
export function chartSvg({ name, input, startMs, models, limit }: SeriesReport): string {
  const { values, stepMs, startMs: historyMs, timezone } = input.history;
  const aheadMs = models[0]!.expected.length * stepMs;
  const fromMs = Math.max(historyMs, startMs - Math.max(LEAST_BACK_MS, HORIZONS_BACK * aheadMs));
  const toMs = startMs + aheadMs;
  const past = values.subarray(Math.round((fromMs - historyMs) / stepMs));
  const [low, high] = extent(past, models, limit?.value ?? null);
  const x = (timeMs: number): number => LEFT + ((timeMs - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT);
  const y = (value: number): number =>
    TOP + (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const points = (column: ArrayLike<number>, beginMs: number): string[] =>
    Array.from(column, (value, i) =>
      value === value ? `${x(beginMs + i * stepMs).toFixed(1)},${y(value).toFixed(1)}` : '',
    ).filter(Boolean);
  const line = (column: ArrayLike<number>, beginMs: number, kind: string, style = ''): string =>
    `<polyline class="${kind}"${style} points="${points(column, beginMs).join(' ')}"/>`;
  const fan = (lower: readonly number[], upper: readonly number[]): string =>
    `<polygon class="fan" points="${[...points(upper, startMs), ...points(lower, startMs).reverse()].join(' ')}"/>`;
  const first = models[0]!;
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: timezone,
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(describe(name, models))}">
${valueTicks(low, high, 6)
  .map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${shortNumber(value)}</text>`,
  )
  .join('\n')}
${dayTicks(fromMs, toMs, 9, timezone)
  .map(
    (timeMs) =>
      `<line class="grid" x1="${x(timeMs)}" x2="${x(timeMs)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text x="${x(timeMs) + 3}" y="${HEIGHT - 6}">${day.format(timeMs)}</text>`,
  )
  .join('\n')}
${fan(first.lower, first.upper)}
${fan(first.lower80, first.upper80)}
${line(past, fromMs, 'history')}
${models.map(({ expected }, i) => line(expected, startMs, `model model-${i}`, ` style="--colour: var(--model-${i})"`)).join('\n')}
${limit === null ? '' : `<line class="limit" x1="${LEFT}" x2="${WIDTH}" y1="${y(limit.value)}" y2="${y(limit.value)}"/><text class="limit" x="${LEFT + 6}" y="${y(limit.value) - 5}">${escaped(limit.name)} ${shortNumber(limit.value)}</text>`}
</svg>`;
}

const describe = (name: string, models: readonly WhatIfModel[]): string =>
  `${name} and its forecast by ${models.map((model) => model.name).join(', ')}`;

function extent(past: Float64Array, models: readonly WhatIfModel[], limit: number | null): [number, number] {
  const known = [...past, ...models.flatMap(({ expected }) => expected), ...(limit === null ? [] : [limit])];
  const finite = known.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const room = ROOM * (most - least || Math.abs(most) || 1);
  const { lower, upper } = models[0]!;
  return [
    lower.reduce((a, b) => Math.min(a, Math.max(b, least - room)), least),
    upper.reduce((a, b) => Math.max(a, Math.min(b, most + room)), most + 0.04 * room),
  ];
}
