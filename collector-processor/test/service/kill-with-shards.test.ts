import { createHash } from 'node:crypto';
import { afterEach, expect, it } from '@jest/globals';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { createRandom } from '../../src/random.ts';
import { cleanUp, storedSteps, type Told } from '../support/killed-runs.ts';

const STEP_MS = 60_000;
const STEPS = 8;
const START_MS = Date.UTC(2026, 10, 2);
/** Enough for threads to score some of them. */
const SERIES = 4800;

const told: Told = {
  config: `otlp: { port: 0, grpc: { enabled: false } }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1s }
telemetry: { enabled: false }
http_watches: { enabled: false }
scoring: { shards: 3 }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [item], step: 60s }
`,
  ...{ startMs: START_MS, stepMs: STEP_MS, steps: STEPS, contentType: 'application/x-protobuf' },
  // In one request: of several, the clock of a real machine says whether a step closes between them.
  requestsOf: (step) => [{ body: request(step) }],
};

/** Totals of all series. */
function request(step: number): Uint8Array<ArrayBuffer> {
  const dataPoints = Array.from({ length: SERIES }, (_, item) => {
    return {
      attributes: [{ key: 'item', value: { stringValue: `item ${item}` } }],
      startTimeUnixNano: `${START_MS - STEP_MS}000000`,
      timeUnixNano: `${START_MS + step * STEP_MS}000000`,
      asDouble: (step + 1) * (600 + (item % 100)) + Math.round(50 * Math.sin(step * item)),
    };
  });
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints };
  const metrics = [{ name: 'shop.orders', sum }];
  return new Uint8Array(toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
}

/** Millions of numbers are compared faster than they are shown. */
const digest = (rows: readonly unknown[]): string =>
  createHash('sha256')
    .update(
      rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    )
    .digest('hex');

afterEach(cleanUp);

it('killed while threads score, it scores as if it had never been', async () => {
  const random = createRandom(11);
  const undisturbed = await storedSteps(told, new Set(), random);
  expect(undisturbed.length).toBeGreaterThanOrEqual(SERIES * (STEPS - 1));
  const killed = await storedSteps(told, new Set([3, 6]), random);
  expect(killed.length).toBe(undisturbed.length);
  expect(digest(killed)).toBe(digest(undisturbed));
}, 900_000);
