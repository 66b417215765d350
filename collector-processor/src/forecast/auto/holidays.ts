import { createCivilClock } from '../../detect/civil-time.ts';
import { quantileOf } from '../../detect/learned/quantile.ts';
import type { History } from '../types.ts';

const DAY_MS = 86_400_000;
const WEEK_HOURS = 168;
/** A Sunday, until the history has holidays of its own to learn from: it counts as one of them. */
const SUNDAY_HOUR = 144;
/** What is usual at an hour of the week is the median of so many last weeks. */
const WEEKS = 6;
/** With more than this share of the history on them, they are what is usual. */
const MOST_OF_HISTORY = 0.3;

/** What a special day does to a step ahead, on the model's scale. */
export interface HolidayEffect {
  readonly shift: number;
  /** Standard deviation that it adds. */
  readonly doubt: number;
}

export interface Holidays {
  /** The history without its special days: missing there, or what is usual where no week after it tells that. */
  readonly ordinary: Float64Array;
  /** null: the step is on no special day. */
  effectOn(step: number): HolidayEffect | null;
}

type Timed = Pick<History, 'startMs' | 'stepMs' | 'timezone' | 'holidays'>;

/**
 * Special days by calendar, of steps up to a day: what they did to their hours before, and what a Sunday would, weighed as
 * one more of them (decision 2903). null where no step of the history or after it needs them.
 *
 * @param z the history on the model's scale, NaN = missing
 */
export function holidaysIn(z: Float64Array, { startMs, stepMs, timezone, holidays = [] }: Timed): Holidays | null {
  if (holidays.length === 0 || stepMs > DAY_MS) return null;
  const spans = [...holidays].sort((a, b) => a.startMs - b.startMs);
  const isSpecial = (step: number): boolean => {
    const timeMs = startMs + step * stepMs;
    return spans.some((span) => span.startMs <= timeMs && timeMs < span.endMs);
  };
  const special = Uint8Array.from(z, (_, step) => (isSpecial(step) ? 1 : 0));
  const days = special.reduce((sum, each) => sum + each, 0);
  if (days > MOST_OF_HISTORY * z.length) return null;
  const { hourOfWeek } = createCivilClock(timezone);
  const hourAt = (step: number): number => Math.floor(hourOfWeek(startMs + step * stepMs));
  const others = z.map((value, step) => (special[step] === 1 ? NaN : value));
  const week = (7 * DAY_MS) / stepMs;
  const usual = usualByHour(others, hourAt, Math.ceil(WEEKS * week));
  const ordinary = others.map((value, step) =>
    special[step] === 1 && step >= z.length - week ? usual(hourAt(step)) : value,
  );
  const seen = new Map<number, number[]>();
  special.forEach((each, step) => {
    const off = z[step]! - usual(hourAt(step));
    if (each === 0 || off !== off) return;
    const hour = hourAt(step) % 24;
    seen.set(hour, [...(seen.get(hour) ?? []), off]);
  });
  return {
    ordinary,
    effectOn(step) {
      if (!isSpecial(step)) return null;
      const hour = hourAt(step);
      const asSunday = usual(SUNDAY_HOUR + (hour % 24)) - usual(hour);
      const known = [...(seen.get(hour % 24) ?? []), ...(asSunday === asSunday ? [asSunday] : [])];
      if (known.length === 0) return { shift: 0, doubt: 0 };
      const shift = known.reduce((sum, each) => sum + each, 0) / known.length;
      const apart = known.reduce((sum, each) => sum + (each - shift) ** 2, 0) / known.length;
      // One of them alone says nothing of how far they lie apart: half of what it does.
      return { shift, doubt: Math.sqrt(apart + (shift / (2 * known.length)) ** 2) };
    },
  };
}

/** Median of the last steps at each hour of the week; NaN where none is known. */
function usualByHour(values: Float64Array, hourAt: (step: number) => number, steps: number): (hour: number) => number {
  const byHour = Array.from({ length: WEEK_HOURS }, (): number[] => []);
  for (let step = Math.max(0, values.length - steps); step < values.length; step++) {
    if (values[step] === values[step]) byHour[hourAt(step)]!.push(values[step]!);
  }
  const medians = byHour.map((known) => (known.length === 0 ? NaN : quantileOf(Float64Array.from(known).sort(), 0.5)));
  return (hour) => medians[hour]!;
}
