import type { RangeSeries } from '../../src/shared/api/contract';
import { createNoise } from './noise';

/** 2026-11-21T00:00:00Z */
export const T0 = 1_795_219_200_000;

export interface SeriesOptions {
  readonly labels: Record<string, string>;
  readonly stepMs: number;
  readonly steps: number;
  readonly seed: number;
  /** Steps of an outage, [first, last]. */
  readonly outage?: readonly [number, number];
  /** The first steps, in which it is still learning. */
  readonly learning?: number;
}

const DAY_MS = 86_400_000;

/** A daily rhythm with a band around it, as the API would give it. */
export function rhythm({ labels, stepMs, steps, seed, outage, learning = 0 }: SeriesOptions): RangeSeries {
  const noise = createNoise(seed);
  const rows = Array.from({ length: steps }, (_, step) => {
    const timeMs = T0 + step * stepMs;
    const expected = (40 + seed) * (1 + 0.5 * Math.sin((2 * Math.PI * (timeMs % DAY_MS)) / DAY_MS));
    const out = outage !== undefined && step >= outage[0] && step <= outage[1];
    const width = step < learning ? 0.8 : 0.3;
    const value = out ? 0 : expected * (1 + 0.1 * noise());
    const score = Math.abs(value - expected) / (width * expected);
    return { timeMs, value, expected, width, score, held: out ? 1 : 0, learning: step < learning ? 1 : 0 };
  });
  const column = (cell: (row: (typeof rows)[number]) => number) => rows.map(cell);
  return {
    labels,
    times: column(({ timeMs }) => timeMs),
    value: column(({ value }) => value),
    expected: column(({ expected }) => expected),
    lower: column(({ expected, width }) => expected * (1 - width)),
    upper: column(({ expected, width }) => expected * (1 + width)),
    typicalLower: column(({ expected, width }) => expected * (1 - width / 2)),
    typicalUpper: column(({ expected, width }) => expected * (1 + width / 2)),
    score: column(({ score, learning: early }) => (early === 1 ? Math.min(score, 0.9) : score)),
    direction: column(({ value, expected }) => Math.sign(value - expected)),
    severity: column(({ held }) => held * 85),
    learning: column(({ learning: early }) => early),
    held: column(({ held }) => held),
  };
}
