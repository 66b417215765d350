/** Prometheus' usual distance between two samples. A longer one needs a longer window than this makes. */
const SCRAPE_SECONDS = 15;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `60s`, `5m`, `1h`, `1d`; null for anything else. */
export function stepSeconds(step: string): number | null {
  const found = /^(\d+)([smhd])$/.exec(step);
  return found === null ? null : Number(found[1]) * UNIT_SECONDS[found[2]];
}

/**
 * An expression for a watch of this step: `$__rate_interval` covers the step and one sample before it, and four samples
 * at least, as Grafana has it; `$__interval` is the step.
 */
export function atStep(expr: string, step: string): string {
  const seconds = stepSeconds(step) ?? 60;
  const rateInterval = Math.max(seconds + SCRAPE_SECONDS, 4 * SCRAPE_SECONDS);
  return expr.replaceAll('$__rate_interval', `${rateInterval}s`).replaceAll('$__interval', `${seconds}s`);
}
