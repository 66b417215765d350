/** What the workspace shows; all of it is in the address, so that a link shows the same to somebody else. */
export interface WorkspaceState {
  readonly watch: string | null;
  /** Labels of the one series shown, as JSON in the address; null: the first; `all`: every series of the watch. */
  readonly series: Readonly<Record<string, string>> | 'all' | null;
  readonly range: RangeChoice;
  readonly incidentId: string | null;
}

export type RangeChoice =
  /** Up to now, and moving with it. */
  | { readonly kind: 'live'; readonly preset: RangePreset }
  | { readonly kind: 'fixed'; readonly fromMs: number; readonly toMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const RANGE_PRESETS = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 168 * HOUR_MS,
};
export type RangePreset = keyof typeof RANGE_PRESETS;

const DEFAULT_PRESET: RangePreset = '1h';

export function parseState(params: URLSearchParams): WorkspaceState {
  return {
    watch: params.get('watch'),
    series: parseSeries(params.get('series')),
    range: parseRange(params),
    incidentId: params.get('incident'),
  };
}

export function formatState(state: WorkspaceState): Record<string, string | null> {
  const { watch, series, range, incidentId } = state;
  return {
    watch,
    series: series === null || series === 'all' ? series : JSON.stringify(series),
    range: range.kind === 'live' ? range.preset : null,
    from: range.kind === 'fixed' ? String(Math.round(range.fromMs)) : null,
    to: range.kind === 'fixed' ? String(Math.round(range.toMs)) : null,
    incident: incidentId,
  };
}

function parseRange(params: URLSearchParams): RangeChoice {
  const [fromMs, toMs] = [Number(params.get('from')), Number(params.get('to'))];
  if (fromMs > 0 && toMs > fromMs && Number.isFinite(toMs)) {
    return { kind: 'fixed', fromMs, toMs };
  }
  const preset = params.get('range') ?? '';
  return { kind: 'live', preset: isPreset(preset) ? preset : DEFAULT_PRESET };
}

function isPreset(text: string): text is RangePreset {
  return Object.hasOwn(RANGE_PRESETS, text);
}

function parseSeries(text: string | null): WorkspaceState['series'] {
  if (text === null || text === 'all') {
    return text;
  }
  try {
    const labels: unknown = JSON.parse(text);
    if (typeof labels === 'object' && labels !== null && !Array.isArray(labels)) {
      return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
    }
  } catch {
    // A mangled address shows the first series rather than an error.
  }
  return null;
}
