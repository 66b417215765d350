export const TEXT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Prometheus asks for OpenMetrics by Accept; whoever names it gets it. */
export function wantsOpenMetrics(accept: string | undefined): boolean {
  return accept !== undefined && /application\/openmetrics-text(?!\s*;\s*q=0(\.0+)?\b)/.test(accept);
}

/**
 * Prometheus text as OpenMetrics 1.0: a counter's family goes by its name without `_total`, and the page has an end.
 * Gauges and histograms read the same in both.
 */
export function toOpenMetrics(text: string): string {
  const lines = text.split('\n').filter((line) => line !== '' && !/^#(?! (HELP|TYPE) )/.test(line));
  const counters = new Set<string>();
  for (const line of lines) {
    const found = /^# TYPE (\S+)_total counter$/.exec(line);
    if (found?.[1] !== undefined) counters.add(found[1]);
  }
  const renamed = lines.map((line) =>
    line.replace(/^# (HELP|TYPE) (\S+)_total /, (whole, keyword: string, family: string) =>
      counters.has(family) ? `# ${keyword} ${family} ` : whole,
    ),
  );
  return `${[...renamed, '# EOF'].join('\n')}\n`;
}
