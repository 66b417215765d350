import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecodedMetrics, DecodeResult } from './decoded.ts';
import { createOtlpReader } from './reader.ts';
import { metricsRequest, NANOS, NANOS_MS, toJson, toProtobuf, tracesRequest } from './test-requests.ts';

const reader = createOtlpReader();
const startMs = NANOS_MS - 60_000;
const point = { attributes: [], startMs: 0, timeMs: NANOS_MS, flags: 0 };

const decodedMetrics = {
  malformed: { count: 0, message: '' },
  resources: [
    {
      attributes: [{ key: 'service.name', value: 'shop' }],
      scopes: [
        {
          name: 'http',
          version: '1',
          items: [
            { name: 'g', unit: 'By', kind: 'gauge', points: [{ ...point, flags: 1, value: 0 }] },
            {
              name: 's',
              unit: '1',
              kind: 'sum',
              temporality: 'cumulative',
              monotonic: true,
              points: [
                {
                  ...point,
                  startMs,
                  value: -5,
                  attributes: [
                    { key: 'i', value: 200 },
                    { key: 'zero', value: 0 },
                    { key: 'b', value: false },
                    { key: 'd', value: 1.5 },
                    { key: 'none', value: '' },
                  ],
                },
              ],
            },
            {
              name: 'h',
              unit: 's',
              kind: 'histogram',
              temporality: 'delta',
              points: [
                { ...point, startMs, count: 6, sum: 9.5, max: 4, bounds: [0.1, 1], counts: [1, 2, 3] },
                { ...point, count: 0, sum: NaN, max: NaN, bounds: [], counts: [] },
              ],
            },
            {
              name: 'e',
              unit: 's',
              kind: 'exponential',
              temporality: 'delta',
              points: [
                {
                  ...point,
                  count: 7,
                  sum: 3,
                  max: NaN,
                  scale: -2,
                  zeroCount: 1,
                  zeroThreshold: 0.5,
                  positive: { offset: -3, counts: [1, 2] },
                  negative: { offset: 1, counts: [3] },
                },
              ],
            },
            { name: 'summary', unit: '', kind: 'other', pointCount: 2 },
          ],
        },
      ],
    },
  ],
};

const decodedTraces = {
  malformed: { count: 0, message: '' },
  resources: [
    {
      attributes: [{ key: 'service.name', value: 'shop' }],
      scopes: [
        {
          name: 'http',
          version: '',
          items: [
            {
              kind: 2,
              startMs,
              endMs: NANOS_MS,
              attributes: [{ key: 'http.request.method', value: 'GET' }],
              status: 2,
            },
            { kind: 3, startMs, endMs: NANOS_MS, attributes: [], status: 0 },
          ],
        },
      ],
    },
  ],
};

describe('the OTLP reader', () => {
  it('reads metrics alike from protobuf and JSON', () => {
    const expected = { status: 'decoded', request: decodedMetrics };
    expect(reader.metrics(toProtobuf('MetricsRequest', metricsRequest), 'protobuf')).toEqual(expected);
    expect(reader.metrics(toJson(metricsRequest), 'json')).toEqual(expected);
  });

  it('reads traces alike from protobuf and JSON', () => {
    const expected = { status: 'decoded', request: decodedTraces };
    expect(reader.traces(toProtobuf('TracesRequest', tracesRequest), 'protobuf')).toEqual(expected);
    expect(reader.traces(toJson(tracesRequest), 'json')).toEqual(expected);
  });

  it('takes an empty protobuf message and an empty JSON object as an empty request', () => {
    const empty = { status: 'decoded', request: { resources: [], malformed: { count: 0, message: '' } } };
    expect(reader.metrics(new Uint8Array(), 'protobuf')).toEqual(empty);
    expect(reader.metrics(toJson({}), 'json')).toEqual(empty);
  });

  it('keeps array, map and bytes attributes apart without reading into them', () => {
    const anyOf = (value: object) => ({ resourceMetrics: [{ resource: { attributes: [{ key: 'a', value }] } }] });
    const values = [
      { arrayValue: { values: [{ stringValue: 'x' }] } },
      { arrayValue: { values: [{ stringValue: 'y' }] } },
      { bytesValue: 'AQ==' },
    ].map((value) => {
      const result = reader.metrics(toJson(anyOf(value)), 'json');
      return result.status === 'decoded' ? result.request.resources[0]!.attributes[0]!.value : result.error;
    });
    expect(values).toEqual(['{"values":[{"stringValue":"x"}]}', '{"values":[{"stringValue":"y"}]}', '"AQ=="']);
  });
});

describe('OTLP/JSON', () => {
  const gauge = (...dataPoints: unknown[]) =>
    toJson({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'g', gauge: { dataPoints } }] }] }] });
  const good = { timeUnixNano: NANOS, asDouble: 1 };
  const read = (bytes: Uint8Array): DecodeResult<DecodedMetrics> => reader.metrics(bytes, 'json');

  it.each([
    ['numbers for 64-bit integers', { timeUnixNano: Number(NANOS), asInt: 1 }, 1],
    ['strings for doubles', { timeUnixNano: NANOS, asDouble: '1.5' }, 1.5],
    ['NaN by name', { timeUnixNano: NANOS, asDouble: 'NaN' }, NaN],
    ['infinity by name', { timeUnixNano: NANOS, asDouble: '-Infinity' }, -Infinity],
    ['a number too large for a double', { timeUnixNano: NANOS, asDouble: '1e999' }, Infinity],
    ['fields that it does not know', { ...good, somethingNew: { deep: [1] } }, 1],
    ['null for what is absent', { ...good, attributes: null, flags: null }, 1],
    ['no value at all', { timeUnixNano: NANOS }, NaN],
  ])('takes %s', (_name, dataPoint, value) => {
    expect(read(gauge(dataPoint))).toMatchObject({
      request: { resources: [{ scopes: [{ items: [{ points: [{ timeMs: NANOS_MS, value }] }] }] }] },
    });
  });

  it.each([
    ['asDouble', { ...good, asDouble: 'fast' }, 'asDouble must be a number, not "fast"'],
    ['asDouble', { ...good, asDouble: {} }, 'asDouble must be a number, not an object'],
    ['asInt', { timeUnixNano: NANOS, asInt: 1.5 }, 'asInt must be an integer, not 1.5'],
    ['timeUnixNano', { ...good, timeUnixNano: '-1' }, 'timeUnixNano must be a non-negative integer, not "-1"'],
    [
      'timeUnixNano',
      { ...good, timeUnixNano: '99999999999999999999' },
      'timeUnixNano must be nanoseconds in 64 bits, not "99999999999999999999"',
    ],
    ['attributes', { ...good, attributes: { a: 1 } }, 'attributes must be an array, not an object'],
    ['attributes[0].key', { ...good, attributes: [{ key: 7 }] }, 'attributes[0].key must be a string, not 7'],
    [
      'attributes[0].value',
      { ...good, attributes: [{ key: 'a', value: 'b' }] },
      'attributes[0].value must be an object, not "b"',
    ],
    ['the point', 'x', 'must be an object, not "x"'],
  ])('leaves a point with a wrong %s out and keeps the rest', (_name, bad, problem) => {
    const result = read(gauge(bad, good));
    expect(result).toMatchObject({
      status: 'decoded',
      request: {
        malformed: {
          count: 1,
          message: expect.stringContaining('resourceMetrics[0].scopeMetrics[0].metrics[0].gauge.dataPoints[0]'),
        },
      },
    });
    expect(result).toMatchObject({ request: { malformed: { message: expect.stringContaining(problem) } } });
    expect(result).toMatchObject({ request: { resources: [{ scopes: [{ items: [{ points: [{ value: 1 }] }] }] }] } });
  });

  it('leaves a metric that cannot be read out and keeps the one beside it', () => {
    const metrics = [
      { name: 'a', sum: [] },
      { name: 'b', gauge: { dataPoints: [good] } },
    ];
    expect(read(toJson({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }))).toMatchObject({
      request: { malformed: { count: 1 }, resources: [{ scopes: [{ items: [{ name: 'b' }] }] }] },
    });
  });

  it.each([
    ['no JSON', Buffer.from('{"resourceMetrics":['), 'not valid JSON'],
    ['an array', toJson([]), 'the request must be an object, not an array'],
    ['null', toJson(null), 'the request must be an object'],
    ['a list that is none', toJson({ resourceMetrics: 'x' }), 'resourceMetrics must be an array, not "x"'],
    ['nothing that can be read', toJson({ resourceMetrics: [1] }), 'resourceMetrics[0] must be an object, not 1'],
    ['nesting without end', Buffer.from(`{"resourceMetrics":${'['.repeat(200_000)}`), 'not valid JSON'],
  ])('refuses %s as a whole, saying where', (_name, bytes, problem) => {
    expect(read(bytes)).toEqual({ status: 'malformed', error: expect.stringContaining(problem) });
  });

  it('stands an attribute nested a hundred thousand deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = JSON.stringify({ ...good, attributes: [{ key: 'a', value: { arrayValue: 'HERE' } }] }).replace(
      '"HERE"',
      deep,
    );
    const bytes = Buffer.from(
      `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[${text},${JSON.stringify(good)}]}}]}]}]}`,
    );
    expect(read(bytes)).toMatchObject({
      status: 'decoded',
      request: { malformed: { count: 1, message: expect.stringContaining('nested less deep') } },
    });
  });
});

describe('hostile protobuf', () => {
  const whole = toProtobuf('MetricsRequest', metricsRequest);

  it('cut off at any byte is read or refused, never thrown', () => {
    const refused = Array.from({ length: whole.length }, (_, length) =>
      reader.metrics(whole.subarray(0, length), 'protobuf'),
    ).filter(({ status }) => status === 'malformed');
    // Only between two resources (here: before the first) is a cut not seen.
    expect(refused).toHaveLength(whole.length - 1);
    expect(refused[0]).toEqual({
      status: 'malformed',
      error: expect.stringMatching(/^not a valid protobuf message: ./),
    });
  });

  it.each(['metrics', 'traces', 'logs'] as const)('at random is read or refused, never thrown (%s)', (signal) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('protobuf', 'json'), (bytes, encoding) => {
        expect(['decoded', 'malformed']).toContain(reader[signal](bytes, encoding).status);
      }),
      { numRuns: 500 },
    );
  });

  it('with any byte changed is read or refused, never thrown', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = value;
        expect(['decoded', 'malformed']).toContain(reader.metrics(bytes, 'protobuf').status);
      }),
      { numRuns: 1000 },
    );
  });

  it('with groups nested without end is refused', () => {
    expect(reader.metrics(new Uint8Array(1_000_000).fill(0x0b), 'protobuf').status).toBe('malformed');
  });

  it('with a hundred thousand attributes is read', () => {
    const attributes = Array.from({ length: 100_000 }, (_, i) => ({ key: `k${i}`, value: { intValue: i } }));
    const bytes = toProtobuf('MetricsRequest', { resourceMetrics: [{ resource: { attributes } }] });
    const result = reader.metrics(bytes, 'protobuf');
    expect(result.status === 'decoded' && result.request.resources[0]!.attributes.length).toBe(100_000);
  });
});
