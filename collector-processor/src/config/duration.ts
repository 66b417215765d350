const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

export const DURATION_PATTERN = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

/**
 * Milliseconds of a duration as people write it; null where it is not one.
 *
 * @example parseDuration('1h30m') // 5_400_000
 */
export function parseDuration(text: string): number | null {
  if (!DURATION_PATTERN.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    totalMs += Number(amount) * (UNIT_MS[unit ?? ''] ?? NaN);
  }
  return Number.isSafeInteger(totalMs) ? totalMs : null;
}

/**
 * The shortest exact way to write it, largest units first: what a person would have put in the file.
 *
 * @example formatDuration(90_000) // '1m30s'
 */
export function formatDuration(durationMs: number): string {
  // 60 s is how people name a step; 7d is how they name a week.
  if (durationMs === UNIT_MS.m) return '60s';
  let rest = durationMs;
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = UNIT_MS[unit] ?? NaN;
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text || '0s';
}
