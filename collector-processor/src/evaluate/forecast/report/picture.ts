import { escaped } from '../../../report/escape-html.ts';
import type { Curve } from '../types.ts';

const WIDTH = 720;
const HEIGHT = 200;
const PAD = 8;

export interface Picture {
  readonly title: string;
  readonly curve: Curve;
}

/**
 * Forecasts as one drawing, below one another: what came before and after in grey, the expected value in blue in its 95 %
 * interval. Readable on light and dark pages.
 */
export function picturesSvg(pictures: readonly Picture[]): string {
  const height = pictures.length * (HEIGHT + 24);
  const parts = pictures.map((picture, i) => `<g transform="translate(0 ${i * (HEIGHT + 24)})">${drawn(picture)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(pictures.map(({ title }) => title).join('; '))}">
${parts.join('\n')}
</svg>
`;
}

function drawn({ title, curve }: Picture): string {
  const { past, actual, expected, lower, upper } = curve;
  const steps = past.length + actual.length;
  const known = [...past, ...actual, ...expected].filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  // A fan that leaves the picture by far is cut: the line is what is to be seen.
  const room = 0.35 * (high - low || Math.abs(high) || 1);
  const y = (value: number): string => {
    const share = (Math.min(high + room, Math.max(low - room, value)) - low + room) / (high - low + 2 * room);
    return (20 + PAD + (1 - share) * (HEIGHT - 2 * PAD)).toFixed(1);
  };
  const x = (step: number): string => ((step / Math.max(1, steps - 1)) * WIDTH).toFixed(1);
  const points = (values: Float32Array, from: number): string[] =>
    [...values].flatMap((value, i) => (Number.isFinite(value) ? [`${x(from + i)},${y(value)}`] : []));
  const line = (values: Float32Array, from: number, colour: string): string =>
    `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points(values, from).join(' ')}"/>`;
  const fan = [...points(upper, past.length), ...points(lower, past.length).reverse()].join(' ');
  return `<text x="4" y="14" fill="#888">${escaped(title)}</text>
<polygon fill="#3d7edb" fill-opacity=".25" points="${fan}"/>
${line(past, 0, '#888')}
${line(actual, past.length, '#888')}
${line(expected, past.length, '#3d7edb')}`;
}
