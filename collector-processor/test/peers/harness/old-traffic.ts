import type { History } from './prometheus-history.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAYS = 28;
const ROUTES: Readonly<Record<string, number>> = { '/': 10, '/cart': 2 };

/** The rate by route, as the graph that people already have asks for it. */
export const OLD_TRAFFIC_EXPR = 'sum by (route) (rate(hits_total{route!=""}[5m]))';

/** Four weeks of hits by route that follow the day, with an outage of twenty minutes two days ago. */
export function oldTraffic(
  nowMs: number,
): History & { readonly outage: { readonly fromS: number; readonly toS: number } } {
  const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const fromS = toMs / 1000 - 2 * 86_400;
  const outage = { fromS, toS: fromS + 20 * 60 };
  const series = Object.entries(ROUTES).map(([route, scale]) => ({
    name: `hits_total{route="${route}"}`,
    valueAt: counter(scale, outage),
  }));
  return { fromMs: toMs - DAYS * DAY_MS, toMs, stepMs: MINUTE_MS, series, outage };
}

/** Asked minute by minute, in order. */
function counter(scale: number, outage: { fromS: number; toS: number }) {
  let total = 0;
  return (seconds: number): number => {
    const out = seconds >= outage.fromS && seconds < outage.toS;
    const daily = 1 + 0.4 * Math.sin((2 * Math.PI * seconds) / 86_400) + 0.03 * Math.sin(seconds * 12.9898);
    total += out ? 0 : scale * daily * 60;
    return total;
  };
}
