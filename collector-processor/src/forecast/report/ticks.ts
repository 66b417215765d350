import { createCivilCalendar } from '../../rollup/civil-calendar.ts';

const DAY_MS = 86_400_000;

/** Round values within a span, about `count` of them: multiples of 1, 2 or 5 times a power of ten. */
export function valueTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** Midnights of a time zone within a span, about `count` of them, each a whole number of days after the one before. */
export function dayTicks(fromMs: number, toMs: number, count: number, timezone: string): number[] {
  const calendar = createCivilCalendar(timezone);
  const apart = Math.max(1, Math.ceil((toMs - fromMs) / DAY_MS / count));
  const ticks: number[] = [];
  let day = calendar.startOf('day', fromMs);
  for (let i = 0; day <= toMs; i++, day = calendar.next('day', day)) {
    if (i % apart === 0 && day >= fromMs) ticks.push(day);
  }
  return ticks;
}
