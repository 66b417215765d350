const HOUR_MS = 3_600_000;
/** Upper bounds of latency's buckets, seconds: a twentieth apart. */
const BOUNDS = Array.from({ length: 100 }, (_, k) => Number((0.02 * 1.05 ** k).toPrecision(4)));

export interface AgingShop {
  readonly startMs: number;
  /** GiB used at a moment. */
  readonly used: (timeMs: number) => number;
  /** What latency is multiplied with at the same load. */
  readonly leak: (timeMs: number) => number;
}

/** What a shop tells of one hour by OTLP: the disk it fills, and how long its requests took. */
export function toldOfHour({ startMs, used, leak }: AgingShop, hourMs: number): unknown {
  const busy = 0.6 + 0.4 * Math.cos(((hourMs / HOUR_MS - 15) * Math.PI) / 12);
  const count = Math.round(20_000 * busy * (1 + 0.02 * wobble(hourMs, 1)));
  const median = (0.1 / (1 - 0.5 * busy)) * leak(hourMs) * (1 + 0.02 * wobble(hourMs, 2));
  const timeUnixNano = `${hourMs + HOUR_MS / 2}000000`;
  const startTimeUnixNano = `${Math.max(startMs, hourMs)}000000`;
  const histogram = {
    aggregationTemporality: 1,
    dataPoints: [
      {
        ...{ startTimeUnixNano, timeUnixNano, count, sum: count * median, explicitBounds: BOUNDS },
        bucketCounts: bucketsOf(count, median),
        attributes: [attribute('http.request.method', 'GET'), attribute('http.response.status_code', '200')],
      },
    ],
  };
  const gauge = { dataPoints: [{ timeUnixNano, asDouble: used(hourMs), attributes: [attribute('volume', 'orders')] }] };
  return {
    resourceMetrics: [
      {
        resource: { attributes: [attribute('service.name', 'shop')] },
        scopeMetrics: [
          {
            metrics: [
              { name: 'http.server.request.duration', unit: 's', histogram },
              { name: 'shop.disk.used', gauge },
            ],
          },
        ],
      },
    ],
  };
}

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Between −1 and 1, the same every time, and tied to nothing. */
const wobble = (timeMs: number, k: number): number => Math.sin((timeMs / HOUR_MS) * 12.9898 * k) ** 3;

/** Log-logistic: half of the requests take less than the median. */
function bucketsOf(count: number, median: number): number[] {
  const below = (seconds: number): number => Math.round(count / (1 + (seconds / median) ** -4));
  const upTo = [...BOUNDS.map(below), count];
  return upTo.map((total, k) => total - (upTo[k - 1] ?? 0));
}
