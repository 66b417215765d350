import { parseByteSize } from './byte-size.ts';
import { formatDuration, parseDuration } from './duration.ts';

const DAY_MS = 86_400_000;
const MIN_STEP_MS = 10_000;

/** Kinds of text that JSON Schema has no word for: the test, and the words for what is allowed. */
export const FORMATS: Readonly<Record<string, { readonly test: (text: string) => boolean; readonly allowed: string }>> =
  {
    step: {
      test: (text) => {
        const stepMs = parseDuration(text);
        return stepMs !== null && stepMs >= MIN_STEP_MS && stepMs % 1000 === 0 && DAY_MS % stepMs === 0;
      },
      allowed: 'a duration from 10s to 1d that divides a day evenly, such as 10s, 60s, 5m, 1h',
    },
    size: {
      test: (text) => (parseByteSize(text) ?? 0) > 0,
      allowed: 'a size in B, KiB, MiB or GiB, such as 512KiB or 8MiB',
    },
    timezone: {
      test: (text) => {
        try {
          new Intl.DateTimeFormat('en', { timeZone: text });
          return true;
        } catch {
          return false;
        }
      },
      allowed: 'an IANA time zone, such as Europe/Berlin or UTC',
    },
    'http-url': {
      test: (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      allowed: 'an http:// or https:// address',
    },
    'time-of-day': {
      test: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
      allowed: 'a time of day from 00:00 to 23:59',
    },
    measure: {
      test: (text) => ['rate', 'mean', 'last', 'max', 'ratio'].includes(text) || isQuantile(text),
      allowed: 'rate, mean, last, max, ratio or a quantile from p1 to p99.99, such as p95',
    },
    quantile: { test: isQuantile, allowed: 'a quantile from p1 to p99.99, such as p50, p95 or p99.9' },
    'path-template': {
      test: (text) => /^\/[^\s?#]*$/.test(text) && !/\*./.test(text),
      allowed: 'a path such as /items/{id} or /items/:id; a last * is the rest, as in /static/*',
    },
    'watch-name': {
      test: (text) => /^[a-zA-Z][\w.-]{0,62}$/.test(text),
      allowed: 'a letter, then up to 62 letters, digits, _ . or -',
    },
  };

function isQuantile(text: string): boolean {
  return /^p[1-9]\d?(\.\d{1,2})?$/.test(text);
}

/** Bounds of a duration, both inclusive. */
export interface DurationRange {
  readonly min: string;
  readonly max: string;
}

export function inDurationRange(range: DurationRange, text: string): boolean {
  const valueMs = parseDuration(text);
  return (
    valueMs !== null && valueMs >= (parseDuration(range.min) ?? 0) && valueMs <= (parseDuration(range.max) ?? Infinity)
  );
}

export function describeDurationRange({ min, max }: DurationRange): string {
  const text = (duration: string): string => formatDuration(parseDuration(duration) ?? 0);
  return `a duration from ${text(min)} to ${text(max)} (units: ms, s, m, h, d, w)`;
}
