import {
  candidatesSince,
  LOGARITHM,
  logitBelow,
  PLAIN,
  stretchesOf,
  type Candidate,
  type Levels,
  type Scale,
} from './trend-candidates.ts';

/** A way to go on, and how much it is believed; all weights of a trend add up to 1. */
export interface WeightedCandidate extends Candidate {
  readonly weight: number;
}

/** Ceilings that are tried, as multiples of the highest level: from just above it to three times, each 4 % further off. */
const CEILINGS = Array.from({ length: 28 }, (_, k) => 1.01 * 1.04 ** k);
/** Days are not independent of one another: a difference of BIC says so much less (a factor of the variance). */
const DOUBT = 2;
/** A difference of BIC that Kass and Raftery (1995) call strong. */
const BETTER_BY = 6;
/** Less belief than this share of the best one's is none. */
const LEAST_BELIEF = 0.01;

/**
 * How days' levels may go on: straight, exponential or saturating (logistic), since the start or since the slope changed on
 * one of its days; each weighed by how well it describes the days since the last change but one (Bayesian model averaging
 * by BIC, Raftery 1995).
 *
 * @param of at least four levels are known
 * @param hardMax what the value cannot exceed (a ratio: 1); tried as a ceiling as well
 * @returns the most believed first
 */
export function trendsOf(of: Levels, hardMax: number = Infinity): WeightedCandidate[] {
  const { levels } = of;
  const positive = levels.every((level) => !(level <= 0));
  const highest = levels.reduce((most, level) => (level === level ? Math.max(most, level) : most), -Infinity);
  const scales: Scale[] = positive ? [PLAIN, LOGARITHM] : [PLAIN];
  const stretches = scales.map((scale) => stretchesOf(of, scale));
  // All are compared on the same days.
  const from = Math.min(...stretches.map((stretch) => stretch.from));
  const ceilings = [...CEILINGS.map((times) => times * highest), hardMax].filter(
    (ceiling) => positive && ceiling > highest && ceiling <= hardMax && ceiling < Infinity,
  );
  const below = (since: number): Candidate[] =>
    ceilings.map((ceiling) => candidatesSince(of, logitBelow(ceiling), since).steady());
  // A curve that bends all the time is no row of lines.
  const bending = below(0).filter(({ bic }) => bic < Math.min(...stretches.map((stretch) => stretch.bic)) - BETTER_BY);
  if (bending.length > 0) return believed(bending, () => 1);
  const straight = scales.flatMap((scale, i) => {
    const { steady, bent, broken } = candidatesSince(of, scale, from);
    const { last } = stretches[i]!;
    return [steady(), ...bent(), ...(last > from ? [broken(last)] : [])];
  });
  return believed([...straight, ...below(from)], ({ scale: { ceiling } }) =>
    ceiling === null ? 1 : 1 / ceilings.length,
  );
}

function believed(found: readonly Candidate[], before: (candidate: Candidate) => number): WeightedCandidate[] {
  const best = Math.min(...found.map(({ bic }) => bic));
  const weights = found.map((candidate) => before(candidate) * Math.exp((best - candidate.bic) / (2 * DOUBT)));
  const most = Math.max(...weights);
  const kept = weights.map((weight) => (weight >= LEAST_BELIEF * most ? weight : 0));
  const total = kept.reduce((sum, weight) => sum + weight, 0);
  return found
    .map((candidate, i) => ({ ...candidate, weight: kept[i]! / total }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
