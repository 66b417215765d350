import type { WarningSubject } from './warning.ts';
import { HORIZON_MS } from './time-to-limit.ts';
import type { LimitOutlook } from './types.ts';

type Known = Extract<LimitOutlook, { status: 'known' }>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Growth that is not twice its own error is not named. */
const SURE = 2;

/** What a person who asks is told of a limit, whether it is reached, is not, or cannot be told. */
export function limitSentence(subject: WarningSubject, outlook: LimitOutlook): string {
  const { limit } = subject;
  if (outlook.status === 'unknown') return `When ${limit.name} is reached cannot be told: ${outlook.reason}`;
  if (outlook.crossesAtMs !== null) return recommend(subject, outlook);
  const days = HORIZON_MS / DAY_MS;
  const how = limit.direction === 'up' ? 'reach' : 'fall to';
  return `${nameOf(subject)} will probably not ${how} ${limitOf(subject)} within ${days} days; ${growth(outlook)}`;
}

/** "checkout: pool reaches 100 (limit) on Friday 27 Nov, 18:00 ± 5 h; weekday peaks grow 6 % a week; raise the limit or …" */
export function recommend(subject: WarningSubject, outlook: Known): string {
  const verb = subject.limit.direction === 'up' ? 'reaches' : 'falls to';
  const what = `${nameOf(subject)} ${verb} ${limitOf(subject)}`;
  return `${what} ${when(subject, outlook)}; ${growth(outlook)}; ${advice(subject)}`;
}

function nameOf({ labels, watch }: WarningSubject): string {
  const who = Object.values(labels).join(' ');
  return who === '' ? watch : `${watch} of ${who}`;
}

function limitOf({ limit: { name, value }, unit }: WarningSubject): string {
  return `${name} (${Number(value.toPrecision(4))}${unit === '' || unit === 'ratio' ? '' : ` ${unit}`})`;
}

function when({ timezone }: WarningSubject, { crossesAtMs, earliestMs, latestMs }: Known): string {
  if (crossesAtMs === null) return 'later than can be told';
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: timezone },
  }).format(crossesAtMs);
  if (earliestMs === null || latestMs === null) return `about ${time}`;
  const half = (latestMs - earliestMs) / 2;
  return `on ${time} ± ${spanOf(half)}`;
}

const spanOf = (ms: number): string =>
  ms >= 2 * DAY_MS ? `${Math.round(ms / DAY_MS)} days` : `${Math.max(1, Math.round(ms / HOUR_MS))} h`;

function growth({ growth: { perWeek, perWeekError, shape, saturatesAt }, peaksOn, emptiedEveryMs }: Known): string {
  const one = peaksOn === 'any';
  const peaks = one ? 'the level' : `${peaksOn} peaks`;
  const emptied = emptiedEveryMs === null ? '' : `, emptied about every ${spanOf(emptiedEveryMs)}`;
  const percent = Math.abs(100 * perWeek);
  const rate = percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1));
  if (!(Math.abs(perWeek) > SURE * perWeekError) || rate === 0)
    return `${peaks} ${one ? 'shows' : 'show'} no growth beyond chance${emptied}`;
  const verb = `${perWeek > 0 ? 'grow' : 'fall'}${one ? 's' : ''}`;
  const towards = shape === 'saturating' ? `, levelling off at ${Number(saturatesAt!.toPrecision(3))}` : '';
  return `${peaks} ${verb} ${rate} % a week${towards}${emptied}`;
}

function advice({ limit: { direction, name } }: WarningSubject): string {
  return direction === 'up'
    ? `raise ${name} or shed load before then`
    : `add what runs out before ${name} is passed, or lower the use`;
}
