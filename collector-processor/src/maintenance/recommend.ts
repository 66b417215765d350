import type { WarningSubject } from './warning.ts';
import type { LimitOutlook } from './types.ts';

type Known = Extract<LimitOutlook, { status: 'known' }>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Growth that is not twice its own error is not named. */
const SURE = 2;

/** "checkout: pool reaches 100 (limit) on Friday 27 Nov, 18:00 ± 5 h; weekday peaks grow 6 % a week; raise the limit or …" */
export function recommend(subject: WarningSubject, outlook: Known): string {
  const { limit, labels, watch, unit } = subject;
  const who = Object.values(labels).join(' ');
  const verb = limit.direction === 'up' ? 'reaches' : 'falls to';
  const value = `${Number(limit.value.toPrecision(4))}${unit === '' || unit === 'ratio' ? '' : ` ${unit}`}`;
  const what = `${who === '' ? watch : `${watch} of ${who}`} ${verb} ${limit.name} (${value})`;
  return `${what} ${when(subject, outlook)}; ${growth(outlook)}${advice(subject)}`;
}

function when({ timezone }: WarningSubject, { crossesAtMs, earliestMs, latestMs }: Known): string {
  if (crossesAtMs === null) return 'later than can be told';
  const time = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: timezone },
  }).format(crossesAtMs);
  if (earliestMs === null || latestMs === null) return `about ${time}`;
  const half = (latestMs - earliestMs) / 2;
  const spread =
    half >= 2 * DAY_MS ? `${Math.round(half / DAY_MS)} days` : `${Math.max(1, Math.round(half / HOUR_MS))} h`;
  return `on ${time} ± ${spread}`;
}

function growth({ growth: { perWeek, perWeekError, shape, saturatesAt }, peaksOn }: Known): string {
  const peaks = peaksOn === 'any' ? 'the level' : `${peaksOn} peaks`;
  if (!(Math.abs(perWeek) > SURE * perWeekError))
    return `${peaks} ${peaksOn === 'any' ? 'swings' : 'swing'} that far by chance; `;
  const percent = Math.abs(100 * perWeek);
  const rate = `${percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1))} % a week`;
  const verb = `${perWeek > 0 ? 'grow' : 'fall'}${peaksOn === 'any' ? 's' : ''}`;
  const towards = shape === 'saturating' ? `, levelling off at ${Number(saturatesAt!.toPrecision(3))}` : '';
  return `${peaks} ${verb} ${rate}${towards}; `;
}

function advice({ limit: { direction, name } }: WarningSubject): string {
  return direction === 'up'
    ? `raise ${name} or shed load before then`
    : `add what runs out before ${name} is passed, or lower the use`;
}
