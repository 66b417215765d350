import type { WatchSettings } from '../../measure/watch.ts';
import type { Labels } from '../../series/types.ts';
import type { Companion } from '../types.ts';

/** Which of the HTTP watches tell of the same service beside each: rate, errors, latency. */
const SERVICE: Readonly<Record<string, readonly string[]>> = {
  requests: ['errors', 'latency'],
  errors: ['requests', 'latency'],
  client_errors: ['requests'],
  latency: ['requests', 'errors'],
};
/** Of a latency's quantiles, the one that tells most of a service. */
const USUAL_QUANTILE = 0.95;

/** Other measures of the same service and route, of the zero-configuration watches. */
export function companionsOf(
  watches: readonly WatchSettings[],
  { name, origin, stepMs }: WatchSettings,
  labels: Labels,
): Companion[] {
  if (origin !== 'builtin') return [];
  const { quantile: _own, ...group } = labels;
  return (SERVICE[name] ?? []).flatMap((other) => {
    const watch = watches.find((each) => each.name === other && each.origin === 'builtin' && each.stepMs === stepMs);
    if (watch === undefined) return [];
    if (watch.measure !== 'quantiles') return [{ name: other, watch: other, labels: group }];
    const quantile = watch.quantiles.toSorted((a, b) => Math.abs(a - USUAL_QUANTILE) - Math.abs(b - USUAL_QUANTILE))[0];
    return [{ name: other, watch: other, labels: { ...group, quantile: String(quantile) } }];
  });
}
