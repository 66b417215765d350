/**
 * How far off times to limits are, seven days and one day ahead: beside the straight lines that people draw today, and
 * beside what one could say who knew how the series are generated, all but the noise to come.
 *
 *   node collector-processor/bench/time-to-limit.ts [series a kind]
 *
 * Series 1 to 50 and 101 to 140 of each kind were looked at while developing; these begin at 501.
 */
import { fitLine, median } from '../src/maintenance/least-squares.ts';
import { timeToLimit } from '../src/maintenance/time-to-limit.ts';
import { createRandom } from '../src/random.ts';
import { generateEmptied, generateGrowth, GROWTHS, type GrowthCase } from './growth.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-08-03T00:00:00Z');
/** A crossing that is not expected counts as this far off. */
const NEVER_HOURS = 90 * 24;
const COUNT = Number(process.argv[2] ?? 50);
const NOISES = [0.002, 0.01, 0.03];
const FUTURES = 101;
const FIRST_SERIES = 501;
const KINDS = [...GROWTHS, 'emptied'] as const;

interface Answer {
  /** Hour of the crossing. */
  readonly hour: number;
  /** Whether the crossing lay in the interval of 80 %; null where a method gives none. */
  readonly inside: boolean | null;
}

type Method = (truth: GrowthCase, known: Float64Array) => Answer;

const METHODS: Readonly<Record<string, Method>> = {
  tidemark({ limit, crossing }, known) {
    const history = { values: known, stepMs: HOUR_MS, startMs: START_MS, timezone: 'UTC' };
    const outlook = timeToLimit(history, { value: limit, direction: 'up', leadsMs: [] });
    if (outlook.status === 'unknown') return { hour: Infinity, inside: false };
    const hourOf = (timeMs: number | null) => (timeMs === null ? Infinity : (timeMs - START_MS) / HOUR_MS);
    const inside = crossing >= hourOf(outlook.earliestMs) && crossing <= hourOf(outlook.latestMs);
    return { hour: hourOf(outlook.crossesAtMs), inside };
  },
  'who knows all but the noise': ({ limit, otherFuture }, known) => {
    const random = createRandom(1);
    const hours = Array.from({ length: FUTURES }, () => {
      const hour = otherFuture(known.length, random).findIndex((value) => value >= limit);
      return hour < 0 ? Infinity : known.length + hour;
    });
    return { hour: median(hours), inside: null };
  },
  'line through all hours': ({ limit }, known) => ({ hour: crossingOf(known, known.length, limit, 1), inside: null }),
  "line through the days' peaks": ({ limit }, known) => {
    const days = Math.floor(known.length / 24);
    const peaks = Float64Array.from({ length: days }, (_, d) => Math.max(...known.subarray(d * 24, (d + 1) * 24)));
    return { hour: crossingOf(peaks, known.length, limit, 24), inside: null };
  },
};

/** As PromQL's predict_linear: where a least-squares line through the points reaches the limit. */
function crossingOf(points: Float64Array, nowHour: number, limit: number, hoursAPoint: number): number {
  const hours = Float64Array.from(points, (_, i) => nowHour - (points.length - i - 0.5) * hoursAPoint);
  const { intercept, slope } = fitLine(hours, points);
  return slope <= 0 ? Infinity : Math.max((limit - intercept) / slope, nowHour);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Result {
  readonly errors: number[];
  readonly inside: boolean[];
  cpuMs: number;
}

const emptyResult = (): Result => ({ errors: [], inside: [], cpuMs: 0 });

function tell(words: readonly string[], { errors, inside, cpuMs }: Result): void {
  const sorted = errors.sort((a, b) => a - b);
  const hours = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
  const held = inside.length === 0 ? '' : (inside.filter(Boolean).length / inside.length).toFixed(2);
  const ms = (cpuMs / errors.length).toFixed(1);
  say(`| ${[...words, hours(0.5), hours(0.9), held, ms].join(' | ')} |`);
}

say('| lead | noise | growth | method | median error, h | 90 % within, h | 80 % interval held | ms a series |');
say('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const leadDays of [7, 1]) {
  for (const noise of NOISES) {
    for (const [name, method] of Object.entries(METHODS)) {
      const all = emptyResult();
      for (const kind of KINDS) {
        const one = emptyResult();
        for (let i = FIRST_SERIES; i < FIRST_SERIES + COUNT; i++) {
          const seed = 1000 * i + kind.length;
          const truth = kind === 'emptied' ? generateEmptied({ seed, noise }) : generateGrowth({ seed, kind, noise });
          const known = truth.values.slice(0, truth.crossing - 24 * leadDays);
          const before = process.cpuUsage();
          const { hour, inside } = method(truth, known);
          const { user, system } = process.cpuUsage(before);
          const error = Math.min(Math.abs(hour - truth.crossing), NEVER_HOURS);
          for (const result of [one, all]) {
            result.cpuMs += (user + system) / 1000;
            result.errors.push(error);
            if (inside !== null) result.inside.push(inside);
          }
        }
        if (name === 'tidemark') tell([`${leadDays} d`, `${noise * 100} %`, kind, name], one);
      }
      tell([`${leadDays} d`, `${noise * 100} %`, 'all', name], all);
    }
  }
}
