import { regressWithJumps } from './jump-regression.ts';
import { regressRobustly, type Regression } from './regression.ts';
import { segmentStarts } from './trend-segments.ts';
import type { TrendShape } from './types.ts';

/** A scale in which a trend is straight: the value, its logarithm, or its logit below a ceiling. */
export interface Scale {
  readonly shape: TrendShape;
  /** Ceiling of a saturating trend; null for the others. */
  readonly ceiling: number | null;
  readonly straighten: (value: number) => number;
  /** Back from the straight scale to the value. */
  readonly valueOf: (straight: number) => number;
}

/** One way in which the levels may go on: a straight line in its scale, as well as it is known. */
export interface Candidate {
  readonly scale: Scale;
  /** Day on which it began to go on like this. */
  readonly since: number;
  /** At the end of the history, and its change a day. */
  readonly level: number;
  readonly slope: number;
  /** Variances of both and their covariance, and the standard deviation of days about the line. */
  readonly levelVariance: number;
  readonly slopeVariance: number;
  readonly covariance: number;
  readonly dayError: number;
  /** Bayesian information criterion of the stretch it was compared on. */
  readonly bic: number;
}

/** A new slope is told from so many days at least. */
const MIN_DAYS = 4;
/** Changes of slope are looked for on so many days, evenly over the stretch. */
const MOST_CHANGES = 40;

export const PLAIN: Scale = { shape: 'linear', ceiling: null, straighten: (v) => v, valueOf: (s) => s };
export const LOGARITHM: Scale = { shape: 'exponential', ceiling: null, straighten: Math.log, valueOf: Math.exp };

export function logitBelow(ceiling: number): Scale {
  return {
    ...{ shape: 'saturating', ceiling },
    straighten: (value) => Math.log(value / (ceiling - value)),
    valueOf: (straight) => ceiling / (1 + Math.exp(-straight)),
  };
}

/** What a trend is read off. */
export interface Levels {
  /** One a day, NaN = missing; each is told for the middle of its day, the last of which ends with the history. */
  readonly levels: Float64Array;
  /** Whether noise grows with the level: then curves are compared by relative errors. Never where a level is not above 0. */
  readonly relative: boolean;
  /** When the level jumped, in days since the first; the jumps are out of the levels as far as they are known. */
  readonly jumps: readonly number[];
}

export interface Stretches {
  /** First day of the last one but one: what came before says nothing of the slope now. */
  readonly from: number;
  readonly last: number;
  /** Of a line for each (BIC). */
  readonly bic: number;
}

/** The stretches of a history that one line each describes. */
export function stretchesOf({ levels, relative }: Omit<Levels, 'jumps'>, scale: Scale): Stretches {
  const straight = levels.map(scale.straighten);
  const starts = segmentStarts(straight);
  const squares = starts.reduce((sum, start, i) => {
    const part = straight.subarray(start, starts[i + 1]);
    const columns = lineColumns(part.length);
    const line = regressRobustly(columns, part);
    return sum + squaresOf(levels.subarray(start, starts[i + 1]), scale, columns, line, relative);
  }, 0);
  const bic = bicOf(levels.subarray(starts[0]!), squares, 3 * starts.length);
  return { from: starts.at(-2) ?? starts[0]!, last: starts.at(-1)!, bic };
}

/** Ways in which levels since day `from` may go on, all compared on those days. */
export function candidatesSince({ levels, relative, jumps }: Levels, scale: Scale, from: number) {
  const part = levels.subarray(from);
  const straight = part.map(scale.straighten);
  const n = part.length;
  const line = lineColumns(n);

  /** Days [start, end) explained with columns. */
  function fit(columns: readonly Float64Array[], start = 0, end = n): Fitted {
    const y = straight.subarray(start, end);
    const since = from + start;
    const fitted = regressWithJumps(
      columns,
      y,
      jumps.map((jump) => jump - since),
    );
    const { regression } = fitted;
    return { regression, squares: squaresOf(part.subarray(start, end), scale, fitted.columns, regression, relative) };
  }

  function candidate(since: number, { regression, squares }: Fitted, parameters: number): Candidate {
    const { coefficients, inverse, count } = regression;
    const size = coefficients.length;
    const variance = regression.squares / Math.max(1, count - size);
    return {
      ...{ scale, since, level: coefficients[0]!, slope: coefficients[1]!, dayError: Math.sqrt(variance) },
      levelVariance: variance * inverse[0]!,
      slopeVariance: variance * inverse[size + 1]!,
      covariance: variance * inverse[1]!,
      bic: bicOf(part, squares, parameters),
    };
  }

  return {
    /** One line. */
    steady(): Candidate {
      return candidate(from, fit(line), 2);
    },
    /** A line that changes its slope on one of the days. */
    bent(): Candidate[] {
      const room = n - 2 * MIN_DAYS;
      const every = Math.max(1, Math.ceil(room / MOST_CHANGES));
      // One change is as likely as none, and each day for it as likely as another: as that many parameters.
      const anyDay = (2 * Math.log(Math.max(1, room / every))) / Math.log(n);
      return Array.from({ length: Math.max(0, Math.floor(room / every) + 1) }, (_, i) => {
        const day = MIN_DAYS + i * every;
        const columns = [...line, Float64Array.from(part, (_, t) => Math.max(0, day - t))];
        return candidate(from + day, fit(columns), 3 + anyDay);
      });
    },
    /** A line of its own since day `last`, whatever came before. */
    broken(last: number): Candidate {
      const [early, late] = [
        fit(lineColumns(last - from), 0, last - from),
        fit(lineColumns(from + n - last), last - from),
      ];
      return candidate(last, { ...late, squares: early.squares + late.squares }, 5);
    },
  };
}

interface Fitted {
  readonly regression: Regression;
  readonly squares: number;
}

/** Level at the end, and slope. */
function lineColumns(days: number): Float64Array[] {
  return [new Float64Array(days).fill(1), Float64Array.from({ length: days }, (_, t) => t + 0.5 - days)];
}

/** Squared errors of values, or of their ratios. Rounding is no fit: below a millionth all curves are alike. */
function squaresOf(
  levels: Float64Array,
  { valueOf }: Scale,
  columns: readonly Float64Array[],
  { coefficients }: Regression,
  relative: boolean,
): number {
  return levels.reduce((sum, level, t) => {
    if (level !== level) return sum;
    const straight = columns.reduce((all, column, i) => all + coefficients[i]! * column[t]!, 0);
    const unit = relative ? level : 1;
    return sum + ((level - valueOf(straight)) / unit) ** 2 + 1e-12 * (level / unit) ** 2;
  }, 0);
}

function bicOf(levels: Float64Array, squares: number, parameters: number): number {
  const count = levels.reduce((sum, level) => (level === level ? sum + 1 : sum), 0);
  return count * Math.log(Math.max(squares / count, Number.MIN_VALUE)) + parameters * Math.log(count);
}
