import { dateTimeForTimeZone, type TimeZone } from '@grafana/data';

/** The forecasters of the service, the default first. */
export const MODELS = ['auto', 'seasonal-naive', 'tide', 'ets', 'arima', 'mstl', 'prophet', 'naive'] as const;
export type Model = (typeof MODELS)[number];
/** The service answers no more at a time. */
export const MAX_MODELS = 4;

export const HORIZONS = ['1d', '3d', '7d', '14d', '30d'] as const;
export type Horizon = (typeof HORIZONS)[number];

export const GROWTH_STARTS = ['now', 'tomorrow', 'monday'] as const;
export type GrowthStart = (typeof GROWTH_STARTS)[number];
/** Per cent. */
export const GROWTH_RANGE = { min: -50, max: 200, step: 5 } as const;

/** What the page shows; all of it is in the address. */
export interface ForecastState {
  readonly watch: string | null;
  /** Matchers that pick one series of the watch; null: its first. */
  readonly match: string | null;
  readonly horizon: Horizon;
  readonly models: readonly Model[];
  /** Null: the watch's own. */
  readonly limit: number | null;
  readonly direction: 'up' | 'down';
  readonly growth: number;
  readonly growthFrom: GrowthStart;
}

const USUAL: ForecastState = {
  watch: null,
  match: null,
  horizon: '7d',
  models: ['auto', 'seasonal-naive'],
  limit: null,
  direction: 'up',
  growth: 0,
  growthFrom: 'now',
};

export function parseForecast(params: URLSearchParams): ForecastState {
  const oneOf = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((value) => value === params.get(name)) ?? usual;
  const asked = params.get('models')?.split(',') ?? [];
  const models = MODELS.filter((model) => asked.includes(model)).slice(0, MAX_MODELS);
  const limit = numberIn(params.get('limit'));
  const growth = numberIn(params.get('growth')) ?? 0;
  return {
    watch: params.get('watch'),
    match: params.get('match'),
    horizon: oneOf('horizon', HORIZONS, USUAL.horizon),
    models: models.length === 0 ? USUAL.models : models,
    limit,
    direction: oneOf('direction', ['up', 'down'] as const, 'up'),
    growth: Math.min(GROWTH_RANGE.max, Math.max(GROWTH_RANGE.min, growth)),
    growthFrom: oneOf('growthFrom', GROWTH_STARTS, 'now'),
  };
}

/** What stands in the address: what is as usual is left out. */
export function formatForecast(state: ForecastState): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of ['watch', 'match', 'horizon', 'models', 'limit', 'direction', 'growth', 'growthFrom'] as const) {
    const text = state[name] === null ? null : String(state[name]);
    if (text !== null && text !== String(USUAL[name])) {
      params.set(name, text);
    }
  }
  return params;
}

/** When a growth that is supposed sets in: now, or at the next midnight of such a day where the reader's clocks are. */
export function growthStartMs(start: GrowthStart, nowMs: number, timeZone: TimeZone): number {
  if (start === 'now') {
    return nowMs;
  }
  const today = dateTimeForTimeZone(timeZone, nowMs).startOf('day');
  return (start === 'tomorrow' ? today.add(1, 'day') : today.startOf('isoWeek').add(1, 'week')).valueOf();
}

function numberIn(text: string | null): number | null {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
