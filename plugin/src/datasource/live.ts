import { LoadingState, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { exhaustMap, map, timer, type Observable } from 'rxjs';
import type { TidemarkQuery } from './types';

/** Shorter steps are not followed more often than this. */
const MIN_PERIOD_MS = 5_000;

/** True when a query asks for it, and the dashboard looks at the present. */
export function wantsLive(targets: readonly TidemarkQuery[], { range }: DataQueryRequest<TidemarkQuery>): boolean {
  const { to } = range.raw ?? {};
  return targets.some(({ live }) => live === true) && typeof to === 'string' && to.startsWith('now');
}

/**
 * Runs again with every step, each time over a range moved on by the time that has passed, until nobody listens. Under
 * one key, so that each answer replaces the one before.
 */
export function liveResponses(
  run: (aheadMs: number) => Promise<DataQueryResponse>,
  { key, stepMs, now }: { readonly key: string; readonly stepMs: number; readonly now: () => number },
): Observable<DataQueryResponse> {
  const startedMs = now();
  return timer(0, Math.max(MIN_PERIOD_MS, stepMs)).pipe(
    // An answer that takes longer than a step is waited for, not overtaken.
    exhaustMap(() => run(now() - startedMs)),
    map((response) => ({ ...response, key, state: LoadingState.Streaming })),
  );
}
