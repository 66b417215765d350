import { messageType } from './proto-schema.ts';

/** Requests for tests, as OTLP/JSON; the same as protobuf through `toProtobuf`. */

export const NANOS = '1795262460000000000';
export const NANOS_MS = 1_795_262_460_000;
const START = '1795262400000000000';

export const metricsRequest = {
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeMetrics: [
        {
          scope: { name: 'http', version: '1' },
          metrics: [
            { name: 'g', unit: 'By', gauge: { dataPoints: [{ timeUnixNano: NANOS, asDouble: 0, flags: 1 }] } },
            {
              name: 's',
              unit: '1',
              sum: {
                aggregationTemporality: 2,
                isMonotonic: true,
                dataPoints: [
                  {
                    startTimeUnixNano: START,
                    timeUnixNano: NANOS,
                    asInt: '-5',
                    attributes: [
                      { key: 'i', value: { intValue: '200' } },
                      { key: 'zero', value: { intValue: 0 } },
                      { key: 'b', value: { boolValue: false } },
                      { key: 'd', value: { doubleValue: 1.5 } },
                      { key: 'none', value: {} },
                    ],
                  },
                ],
              },
            },
            {
              name: 'h',
              unit: 's',
              histogram: {
                aggregationTemporality: 1,
                dataPoints: [
                  {
                    startTimeUnixNano: START,
                    timeUnixNano: NANOS,
                    count: '6',
                    sum: 9.5,
                    max: 4,
                    bucketCounts: ['1', '2', '3'],
                    explicitBounds: [0.1, 1],
                  },
                  { timeUnixNano: NANOS, count: '0' },
                ],
              },
            },
            {
              name: 'e',
              unit: 's',
              exponentialHistogram: {
                aggregationTemporality: 1,
                dataPoints: [
                  {
                    timeUnixNano: NANOS,
                    count: '7',
                    sum: 3,
                    scale: -2,
                    zeroCount: '1',
                    zeroThreshold: 0.5,
                    positive: { offset: -3, bucketCounts: ['1', '2'] },
                    negative: { offset: 1, bucketCounts: ['3'] },
                  },
                ],
              },
            },
            { name: 'summary', unit: '', summary: { dataPoints: [{}, {}] } },
          ],
        },
      ],
    },
  ],
};

export const tracesRequest = {
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [
        {
          scope: { name: 'http' },
          spans: [
            {
              kind: 2,
              startTimeUnixNano: START,
              endTimeUnixNano: NANOS,
              attributes: [{ key: 'http.request.method', value: { stringValue: 'GET' } }],
              status: { code: 2 },
            },
            { kind: 3, startTimeUnixNano: START, endTimeUnixNano: NANOS },
          ],
        },
      ],
    },
  ],
};

export const logsRequest = {
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeLogs: [
        {
          scope: { name: 'access' },
          logRecords: [
            {
              timeUnixNano: NANOS,
              observedTimeUnixNano: NANOS,
              severityNumber: 9,
              body: { stringValue: 'served' },
              attributes: [
                { key: 'http.request.method', value: { stringValue: 'GET' } },
                { key: 'http.response.status_code', value: { intValue: '500' } },
                { key: 'http.server.request.duration', value: { doubleValue: 0.25 } },
              ],
            },
            {
              observedTimeUnixNano: NANOS,
              body: { kvlistValue: { values: [{ key: 'status', value: { intValue: '200' } }] } },
            },
          ],
        },
      ],
    },
  ],
};

export function toProtobuf(type: 'MetricsRequest' | 'TracesRequest' | 'LogsRequest', json: object): Uint8Array {
  const message = messageType(type);
  return message.encode(message.fromObject(type === 'LogsRequest' ? withPackedBodies(json) : json)).finish();
}

/** The schema has a body's map as bytes. */
function withPackedBodies(json: object): object {
  const list = messageType('KeyValueList');
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key === 'kvlistValue'
      ? Buffer.from(list.encode(list.fromObject(value as object)).finish()).toString('base64')
      : value,
  ) as object;
}

export function toJson(json: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(json));
}
