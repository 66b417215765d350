import { afterEach, expect, it } from '@jest/globals';
import { createRandom } from '../../src/random.ts';
import { cleanUp, storedSteps, type Told } from '../support/killed-runs.ts';

/** TIDEMARK_KILLS=20 for the long run; each takes a start of the process. */
const KILLS = Number(process.env.TIDEMARK_KILLS ?? 3);
const STEP_MS = 10_000;
const STEPS = 400;
const START_MS = Date.UTC(2026, 10, 2);

/** Of a counter that pauses for a while. */
function told(): Told {
  let total = 0;
  return {
    config: `otlp: { port: 0, grpc: { enabled: false } }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1s }
telemetry: { enabled: false }
http_watches: { enabled: false }
defaults: { step: 10s }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [region] }
`,
    ...{ startMs: START_MS, stepMs: STEP_MS, steps: STEPS, contentType: 'application/json' },
    requestsOf(step) {
      total += step < 300 || step > 320 ? 600 + Math.round(100 * Math.sin(step / 5)) : 0;
      return [JSON.stringify(request(START_MS + step * STEP_MS, total))];
    },
  };
}

function request(timeMs: number, asDouble: number) {
  const point = {
    attributes: [{ key: 'region', value: { stringValue: 'eu' } }],
    startTimeUnixNano: `${START_MS - STEP_MS}000000`,
    timeUnixNano: `${timeMs}000000`,
    asDouble,
  };
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point] };
  return { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'shop.orders', sum }] }] }] };
}

afterEach(cleanUp);

it(`killed ${KILLS} times at random moments, it scores as if it had never been`, async () => {
  const random = createRandom(7);
  const undisturbed = await storedSteps(told(), new Set(), random);
  expect(undisturbed.length).toBeGreaterThan(STEPS - 5);
  const killAt = new Set(Array.from({ length: KILLS }, (_, i) => Math.floor(((i + random()) * STEPS) / KILLS)));
  expect(await storedSteps(told(), killAt, random)).toEqual(undisturbed);
}, 600_000);
