import { afterEach, expect, it } from '@jest/globals';
import { createRandom } from '../../src/random.ts';
import { cleanUp, storedSteps, type Told } from '../support/killed-runs.ts';

/** TIDEMARK_KILLS=20 for the long run; each takes a start of the process. */
const KILLS = Number(process.env.TIDEMARK_KILLS ?? 3);
const STEP_MS = 10_000;
const STEPS = 400;
const START_MS = Date.UTC(2026, 10, 2);

/** Of a counter that pauses for a while, and of a service and its proxy, by spans and by lines of a log. */
function told(): Told {
  let total = 0;
  return {
    config: `otlp: { port: 0, grpc: { enabled: false } }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1s }
telemetry: { enabled: false }
defaults: { step: 10s }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [region] }
`,
    ...{ startMs: START_MS, stepMs: STEP_MS, steps: STEPS, contentType: 'application/json' },
    requestsOf(step) {
      total += step < 300 || step > 320 ? 600 + Math.round(100 * Math.sin(step / 5)) : 0;
      const timeMs = START_MS + step * STEP_MS;
      return [
        { signal: 'traces', body: JSON.stringify(spans(timeMs, 5 + (step % 7))) },
        { signal: 'logs', body: JSON.stringify(lines(timeMs, 4 + (step % 5))) },
        { body: JSON.stringify(orders(timeMs, total)) },
      ];
    },
  };
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Spans of so many requests, as long as they happen to be. */
function spans(timeMs: number, count: number) {
  const span = (_: unknown, i: number) => ({
    kind: 2,
    startTimeUnixNano: `${timeMs - 40 - ((timeMs / STEP_MS) % 11) * i}000000`,
    endTimeUnixNano: `${timeMs}000000`,
    attributes: [
      text('http.request.method', 'GET'),
      text('http.response.status_code', i === 3 ? '503' : '200'),
      text('http.route', i % 2 === 0 ? '/cart' : '/pay'),
    ],
  });
  const resource = { attributes: [text('service.name', 'shop')] };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: Array.from({ length: count }, span) }] }] };
}

/** So many lines of the proxy before it. */
function lines(timeMs: number, count: number) {
  const line = (_: unknown, i: number) => ({
    timeUnixNano: `${timeMs}000000`,
    body: {
      stringValue: `::1 - - [02/Nov/2026:00:00:00 +0000] "GET /${i} HTTP/1.1" ${200 + i} 5 "-" "-" 0.0${10 + i}`,
    },
  });
  const resource = { attributes: [text('service.name', 'proxy')] };
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords: Array.from({ length: count }, line) }] }] };
}

function orders(timeMs: number, asDouble: number) {
  const point = {
    attributes: [text('region', 'eu')],
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
  // Of orders, and of what the service's and the proxy's requests are watched for.
  expect(undisturbed.length).toBeGreaterThan(12 * (STEPS - 5));
  const killAt = new Set(Array.from({ length: KILLS }, (_, i) => Math.floor(((i + random()) * STEPS) / KILLS)));
  expect(await storedSteps(told(), killAt, random)).toEqual(undisturbed);
}, 600_000);
