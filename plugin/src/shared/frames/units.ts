const GRAFANA_UNITS: Readonly<Record<string, string>> = {
  'req/s': 'reqps',
  ratio: 'percentunit',
  s: 's',
  ms: 'ms',
  By: 'bytes',
  'By/s': 'Bps',
  '': 'short',
};

/** Grafana's unit id for a watch's unit; one that Grafana does not know is written after the number as it is. */
export function grafanaUnit(unit: string): string {
  return GRAFANA_UNITS[unit] ?? `suffix: ${unit}`;
}
