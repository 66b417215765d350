import { estimateArima, longestLag, type ArimaEstimate } from './estimate.ts';
import type { ArimaOrder } from './order.ts';
import { difference } from './difference.ts';
import { differencesNeeded, needsSeasonalDifference } from './unit-roots.ts';

const MOST = { p: 5, q: 5, seasonalP: 2, seasonalQ: 2, sum: 5 } as const;
/** Estimates at the most: bounds the time of a search. */
const MOST_TRIED = 60;
/** A difference that this season would need more than this many values for is not looked for. */
const LEAST_SEASONS = 3;
/** Evaluations a coefficient while orders are compared; the chosen one is estimated in full. */
const WHILE_COMPARING = 30;

/**
 * Order and estimate by the stepwise search of Hyndman & Khandakar (2008): differences by tests, then from four simple
 * orders to whichever neighbour has the least AICc, until none is better. Candidates are compared on the same steps, by
 * conditional squares.
 *
 * @param season in steps; 1 without one
 * @returns null where the values are too few for any
 */
export function searchArima(values: Float64Array, season: number): ArimaEstimate | null {
  const seasonal = season > 1 && values.length >= LEAST_SEASONS * season;
  const seasonalD = seasonal && needsSeasonalDifference(values, season) ? 1 : 0;
  const d = differencesNeeded(difference(values, season, seasonalD));
  const base = { d, seasonalD, season: seasonal ? season : 1 };
  const conditionOn = comparedFrom(base.season, values.length - d - seasonalD * season);
  const search = { values, conditionOn, tried: new Map<string, ArimaEstimate | null>() };

  let best: ArimaEstimate | null = null;
  for (const start of starts(seasonal, d + seasonalD)) best = better(best, attempt(search, { ...base, ...start }));
  for (let improved = best !== null; improved;) {
    improved = false;
    for (const neighbour of neighbours(best!.order)) {
      const found = attempt(search, neighbour);
      if (found === null || found.aicc >= best!.aicc) continue;
      best = found;
      improved = true;
      break;
    }
  }
  return best === null ? null : (estimateArima(best.order, values) ?? best);
}

interface Search {
  readonly values: Float64Array;
  readonly conditionOn: number;
  readonly tried: Map<string, ArimaEstimate | null>;
}

function attempt({ values, conditionOn, tried }: Search, order: ArimaOrder): ArimaEstimate | null {
  const key = Object.values(order).join();
  if (tried.has(key)) return null;
  if (tried.size >= MOST_TRIED || !allowed(order) || longestLag(order) > conditionOn) return null;
  const estimate = estimateArima(order, values, { conditionOn, evaluations: WHILE_COMPARING });
  tried.set(key, estimate);
  return estimate;
}

const better = (a: ArimaEstimate | null, b: ArimaEstimate | null): ArimaEstimate | null =>
  a === null || (b !== null && b.aicc < a.aicc) ? b : a;

/** All orders are judged from the same step on: two seasons in, where the values allow, else as far as they do. */
function comparedFrom(season: number, count: number): number {
  const wanted = season > 1 ? MOST.seasonalP * season + MOST.p : MOST.p;
  return Math.min(wanted, Math.floor(count / 3));
}

type Part = Pick<ArimaOrder, 'p' | 'q' | 'seasonalP' | 'seasonalQ' | 'mean'>;

function starts(seasonal: boolean, differences: number): Part[] {
  const one = seasonal ? 1 : 0;
  const mean = differences <= 1;
  return [
    { p: 2, q: 2, seasonalP: one, seasonalQ: one, mean },
    { p: 0, q: 0, seasonalP: 0, seasonalQ: 0, mean },
    { p: 1, q: 0, seasonalP: one, seasonalQ: 0, mean },
    { p: 0, q: 1, seasonalP: 0, seasonalQ: one, mean },
  ];
}

/** One step away: a coefficient more or less of one or of both kinds, or the mean. */
function neighbours(order: ArimaOrder): ArimaOrder[] {
  const { p, q, seasonalP, seasonalQ } = order;
  const steps: Partial<ArimaOrder>[] = [
    ...(order.season > 1
      ? [
          { seasonalP: seasonalP - 1 },
          { seasonalQ: seasonalQ - 1 },
          { seasonalP: seasonalP + 1 },
          { seasonalQ: seasonalQ + 1 },
          { seasonalP: seasonalP - 1, seasonalQ: seasonalQ - 1 },
          { seasonalP: seasonalP - 1, seasonalQ: seasonalQ + 1 },
          { seasonalP: seasonalP + 1, seasonalQ: seasonalQ - 1 },
          { seasonalP: seasonalP + 1, seasonalQ: seasonalQ + 1 },
        ]
      : []),
    { p: p - 1 },
    { q: q - 1 },
    { p: p + 1 },
    { q: q + 1 },
    { p: p - 1, q: q - 1 },
    { p: p - 1, q: q + 1 },
    { p: p + 1, q: q - 1 },
    { p: p + 1, q: q + 1 },
    ...(order.d + order.seasonalD <= 1 ? [{ mean: !order.mean }] : []),
  ];
  return steps.map((step) => ({ ...order, ...step }));
}

function allowed({ p, q, seasonalP, seasonalQ }: ArimaOrder): boolean {
  const inside = (value: number, most: number): boolean => value >= 0 && value <= most;
  return (
    inside(p, MOST.p) &&
    inside(q, MOST.q) &&
    inside(seasonalP, MOST.seasonalP) &&
    inside(seasonalQ, MOST.seasonalQ) &&
    p + q + seasonalP + seasonalQ <= MOST.sum
  );
}
