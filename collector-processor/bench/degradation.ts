/**
 * After how long a service that gets worse at the same load is told of, and how often one that does not. Generated
 * services (test/support/queueing-service.ts), asked every twelve hours, the first four weeks without a leak.
 *
 *   node collector-processor/bench/degradation.ts [services a row, default 10]
 */
import { findDegradation } from '../src/maintenance/degradation/degradation.ts';
import { nextDegradation, type DegradationSubject } from '../src/maintenance/degradation/degradation-warning.ts';
import type { LoadedHistory } from '../src/maintenance/degradation/types.ts';
import { queueingService, type QueueingScenario } from '../test/support/queueing-service.ts';

const COUNT = Number(process.argv[2] ?? 10);
const LEAK_FROM_DAY = 28;
const MOST_DAYS = 21;
const CLEAN_DAYS = 47;
const ASKED_HOURS = 12;
const FIRST_DAYS = 14;
/** The tests look at seeds below. */
const FIRST_SEED = 100;
const NOISY = { hour: 0.1, day: 0.03 };
const DRIFTS = [0.08, 0.04, 0.02, 0.01];
const KINDS: readonly (Omit<QueueingScenario, 'days'> & { readonly name: string })[] = [
  { name: 'steady traffic' },
  { name: 'traffic grows 3 % a week', growth: 0.03 },
  { name: 'noisy, traffic grows 6 % a week', growth: 0.06, noise: NOISY },
  { name: 'traffic falls 3 % a week', growth: -0.03 },
  { name: 'shares of errors', ratio: true },
];
const subject: DegradationSubject = {
  ...{ name: 'latency', unit: 's', timezone: 'UTC', measure: 'quantiles', labels: {} },
  minChange: { absolute: 0, relative: 0.1 },
};

/** Hours from `fromDay` on after which it is told of; NaN where it is not. */
function toldAfter(scenario: QueueingScenario, fromDay: number): number {
  const whole = queueingService(scenario);
  for (let hour = fromDay * 24 + ASKED_HOURS; hour <= whole.values.length; hour += ASKED_HOURS) {
    const found = findDegradation(until(whole, hour));
    if (found !== null && nextDegradation(null, subject, found, 0) !== null) return hour - fromDay * 24;
  }
  return NaN;
}

const until = (history: LoadedHistory, hour: number): LoadedHistory => ({
  ...history,
  values: history.values.subarray(0, hour),
  load: history.load.subarray(0, hour),
});

const seeds = Array.from({ length: COUNT }, (_, i) => FIRST_SEED + i);
const days = (hours: number): string => (Number.isFinite(hours) ? (hours / 24).toFixed(1) : 'never');

say('| service | drift a day | told after, days, median | of nine in ten, at most |');
say('| --- | --- | --- | --- |');
for (const { name, ...kind } of KINDS) {
  for (const drift of DRIFTS) {
    const leak = (day: number): number => (1 + drift) ** Math.max(0, day - LEAK_FROM_DAY);
    const after = seeds
      .map((seed) => toldAfter({ ...kind, seed, leak, days: LEAK_FROM_DAY + MOST_DAYS }, LEAK_FROM_DAY))
      .map((hours) => (hours === hours ? hours : Infinity))
      .sort((a, b) => a - b);
    const at = (share: number): string => days(after[Math.ceil(share * after.length) - 1]!);
    say(`| ${name} | ${100 * drift} % | ${at(0.5)} | ${at(0.9)} |`);
  }
}
say('');
say(`Without a leak, ${CLEAN_DAYS} days of ${COUNT} services each, told of falsely:`);
for (const { name, ...kind } of KINDS) {
  const told = seeds.filter((seed) => toldAfter({ ...kind, seed, days: CLEAN_DAYS }, FIRST_DAYS) > 0);
  say(`- ${name}: ${told.length} of ${COUNT}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
