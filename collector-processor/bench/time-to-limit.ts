/**
 * How far off times to limits are, seven days and one day ahead: beside the straight lines that people draw today, and
 * beside what one could say who knew how the series are generated, all but the noise to come.
 *
 *   node collector-processor/bench/time-to-limit.ts [series a kind]
 *
 * Series 1 to 50, 101 to 140, 201 to 400, 501 to 525 and 701 to 800 of each kind were
 * looked at while developing; these begin at 801.
 *
 * Peaks are a day apart, so chances come in lumps: an interval that holds at least 80 % of them often holds more. Whether
 * the chances themselves are right is told by `80 % of chances`: how often the chance of an earlier crossing, with a
 * random part of the chance of this very hour, lay between .1 and .9. It is .80 where chances are right, however they lump.
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
const FUTURES = 201;
const FIRST_SERIES = 801;
/** As far off as that a crossing is still the right peak. */
const SAME_PEAK_HOURS = 12;
const KINDS = [...GROWTHS, 'emptied'] as const;

interface Answer {
  /** Hour of the crossing. */
  readonly hour: number;
  /** Interval of 80 %, and the chance of a crossing before the hour it came in, and of one in that hour; null: not told. */
  readonly chances: {
    readonly earliest: number;
    readonly latest: number;
    readonly before: number;
    readonly inHour: number;
  } | null;
}

type Method = (truth: GrowthCase, known: Float64Array) => Answer;

const METHODS: Readonly<Record<string, Method>> = {
  tidemark({ limit, crossing }, known) {
    const history = { values: known, stepMs: HOUR_MS, startMs: START_MS, timezone: 'UTC' };
    const leadsMs = [crossing - known.length, crossing - known.length + 1].map((hours) => hours * HOUR_MS);
    const outlook = timeToLimit(history, { value: limit, direction: 'up', leadsMs });
    if (outlook.status === 'unknown') return { hour: Infinity, chances: null };
    const hourOf = (timeMs: number | null) => (timeMs === null ? Infinity : (timeMs - START_MS) / HOUR_MS);
    const [before, until] = outlook.leads.map(({ probability }) => probability) as [number, number];
    const [earliest, latest] = [hourOf(outlook.earliestMs), hourOf(outlook.latestMs)];
    return { hour: hourOf(outlook.crossesAtMs), chances: { earliest, latest, before, inHour: until - before } };
  },
  'who knows all but the noise': ({ limit, crossing, otherFuture }, known) => {
    const random = createRandom(1);
    const hours = Float64Array.from({ length: FUTURES }, () => {
      const hour = otherFuture(known.length, random).findIndex((value) => value >= limit);
      return hour < 0 ? Infinity : known.length + hour;
    }).sort();
    const share = (of: (hour: number) => boolean): number => hours.filter(of).length / FUTURES;
    const chances = {
      ...{ earliest: hours[Math.floor(0.1 * FUTURES)]!, latest: hours[Math.floor(0.9 * FUTURES)]! },
      ...{ before: share((hour) => hour < crossing), inHour: share((hour) => hour === crossing) },
    };
    return { hour: median(hours), chances };
  },
  'line through all hours': ({ limit }, known) => ({ hour: crossingOf(known, known.length, limit, 1), chances: null }),
  "line through the days' peaks": ({ limit }, known) => {
    const days = Math.floor(known.length / 24);
    const peaks = Float64Array.from({ length: days }, (_, d) => Math.max(...known.subarray(d * 24, (d + 1) * 24)));
    return { hour: crossingOf(peaks, known.length, limit, 24), chances: null };
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
  /** Whether the interval held the crossing. */
  readonly inside: boolean[];
  /** Whether the crossing came at no unlikely chance. */
  readonly likely: boolean[];
  cpuMs: number;
}

const emptyResult = (): Result => ({ errors: [], inside: [], likely: [], cpuMs: 0 });
const shareOf = (list: readonly boolean[]): string =>
  list.length === 0 ? '' : (list.filter(Boolean).length / list.length).toFixed(2);

function tell(words: readonly string[], { errors, inside, likely, cpuMs }: Result): void {
  const sorted = errors.sort((a, b) => a - b);
  const hours = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
  const near = shareOf(errors.map((error) => error <= SAME_PEAK_HOURS));
  const ms = (cpuMs / errors.length).toFixed(1);
  say(`| ${[...words, hours(0.5), hours(0.9), near, shareOf(inside), shareOf(likely), ms].join(' | ')} |`);
}

say(
  '| lead | noise | growth | method | median error, h | 90 % within, h | within 12 h | 80 % interval held | 80 % of chances | CPU ms a series |',
);
say('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const leadDays of [7, 1]) {
  for (const noise of NOISES) {
    for (const [name, method] of Object.entries(METHODS)) {
      const random = createRandom(2);
      const all = emptyResult();
      for (const kind of KINDS) {
        const one = emptyResult();
        for (let i = FIRST_SERIES; i < FIRST_SERIES + COUNT; i++) {
          const seed = 1000 * i + kind.length;
          const truth = kind === 'emptied' ? generateEmptied({ seed, noise }) : generateGrowth({ seed, kind, noise });
          const { crossing } = truth;
          const known = truth.values.slice(0, crossing - 24 * leadDays);
          const before = process.cpuUsage();
          const { hour, chances } = method(truth, known);
          const { user, system } = process.cpuUsage(before);
          const error = Math.min(Math.abs(hour - crossing), NEVER_HOURS);
          const chance = chances === null ? NaN : chances.before + random() * chances.inHour;
          for (const result of [one, all]) {
            result.cpuMs += (user + system) / 1000;
            result.errors.push(error);
            if (chances === null) continue;
            result.inside.push(crossing >= chances.earliest && crossing <= chances.latest);
            result.likely.push(chance > 0.1 && chance < 0.9);
          }
        }
        if (one.inside.length > 0) tell([`${leadDays} d`, `${noise * 100} %`, kind, name], one);
      }
      tell([`${leadDays} d`, `${noise * 100} %`, 'all', name], all);
    }
  }
}
