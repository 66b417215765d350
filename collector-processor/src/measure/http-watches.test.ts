import { describe, expect, it } from '@jest/globals';
import type { DecodedMetric } from '../intake/otlp/decoded.ts';
import { builtinHttpWatches } from './builtin-http-watches.ts';
import { createMeasureStage, type MeasureStage } from './stage.ts';
import { histogramPoint, metricsOf, MINUTE, serverSpan, summarise, T0, tracesOf } from './test-telemetry.ts';

const watches = builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] });
const shop = { 'service.name': 'shop' };

type Values = Record<string, string | number>;

/** One delta point of an HTTP server's duration, over the minute that ends at `minute`. */
function served(minute: number, values: Values, shape: { old?: boolean; unit?: 'ms' | 's' } = {}): DecodedMetric {
  const { old = false } = shape;
  const { unit = old ? 'ms' : 's' } = shape;
  const bounds = unit === 'ms' ? [100, 1000] : [0.1, 1];
  const when = { startMs: T0 + (minute - 1) * MINUTE, timeMs: T0 + minute * MINUTE };
  return {
    name: old ? 'http.server.duration' : 'http.server.request.duration',
    unit,
    kind: 'histogram',
    temporality: 'delta',
    points: [histogramPoint([1, 2, 3], when, { bounds, values })],
  };
}

function stage(): MeasureStage {
  return createMeasureStage({ watches });
}

function requests(result: ReturnType<MeasureStage['metrics']>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(summarise(result.batch)).filter(([key]) => key.startsWith('requests{service.name=shop}')),
  );
}

describe('the zero-configuration HTTP watches', () => {
  const newNames = { 'http.request.method': 'GET', 'http.response.status_code': 503, 'http.route': '/cart' };
  const oldNames = { 'http.method': 'GET', 'http.status_code': 503, 'http.route': '/cart' };
  const all = {
    'requests{service.name=shop}@0': 6,
    'requests{service.name=shop,http.route=/cart}@0': 6,
    'errors{service.name=shop}@0': '6/6',
    'errors{service.name=shop,http.route=/cart}@0': '6/6',
    'client_errors{service.name=shop}@0': '0/6',
    'client_errors{service.name=shop,http.route=/cart}@0': '0/6',
    'latency{service.name=shop}@0': '(0,0.1]:1 (0.1,1]:2 (1,1]:3',
    'latency{service.name=shop,http.route=/cart}@0': '(0,0.1]:1 (0.1,1]:2 (1,1]:3',
  };

  it.each([
    ['the metric of today', served(1, newNames)],
    ['the metric of today in milliseconds', served(1, newNames, { unit: 'ms' })],
    ['the metric of old', served(1, oldNames, { old: true })],
    ['the metric of old in seconds', served(1, oldNames, { old: true, unit: 's' })],
    ['the metric of old without a unit', { ...served(1, oldNames, { old: true }), unit: '' }],
  ])('are fed by %s', (_name, metric) => {
    expect(summarise(stage().metrics(metricsOf(shop, metric), T0 + MINUTE).batch)).toEqual(all);
  });

  it.each<[string, Values, string, string]>([
    ['200', { 'http.response.status_code': 200 }, '0/6', '0/6'],
    ['a redirect', { 'http.response.status_code': 301 }, '0/6', '0/6'],
    ['404', { 'http.response.status_code': 404 }, '0/6', '6/6'],
    ['500 as text', { 'http.response.status_code': '500' }, '6/6', '0/6'],
    ['no status and an error', { 'error.type': 'ECONNRESET' }, '6/6', '0/6'],
    ['404 that says it is an error', { 'http.response.status_code': 404, 'error.type': '404' }, '0/6', '6/6'],
    ['no status', {}, '0/6', '0/6'],
    ['a status that is none', { 'http.response.status_code': 'abc' }, '0/6', '0/6'],
  ])('count %s', (_name, values, errors, clientErrors) => {
    const summary = summarise(stage().metrics(metricsOf(shop, served(1, values)), T0).batch);
    expect(summary['errors{service.name=shop}@0']).toBe(errors);
    expect(summary['client_errors{service.name=shop}@0']).toBe(clientErrors);
  });

  it('have a request without a route in the total alone, and one without a service under unknown', () => {
    const keys = Object.keys(summarise(stage().metrics(metricsOf({}, served(1, {})), T0).batch));
    expect(keys.filter((key) => key.startsWith('requests'))).toEqual(['requests{service.name=unknown}@0']);
  });

  it('add the instances of a service up', () => {
    const measure = stage();
    const a = measure.metrics(metricsOf({ ...shop, 'service.instance.id': 'a' }, served(1, {})), T0);
    const b = measure.metrics(metricsOf({ ...shop, 'service.instance.id': 'b' }, served(1, {})), T0);
    expect(requests(a)).toEqual({ 'requests{service.name=shop}@0': 6 });
    expect(requests(b)).toEqual({ 'requests{service.name=shop}@0': 6 });
  });
});

describe('spans of kind SERVER', () => {
  const end = T0 + 30_000;

  it.each<[string, Values, number, string, string]>([
    [
      'today',
      { 'http.request.method': 'GET', 'http.response.status_code': 200, 'http.route': '/cart' },
      0,
      '0/1',
      '0/1',
    ],
    ['old', { 'http.method': 'GET', 'http.status_code': 404, 'http.route': '/cart' }, 0, '0/1', '1/1'],
    ['old, failed', { 'http.method': 'GET', 'http.status_code': 500, 'http.route': '/cart' }, 2, '1/1', '0/1'],
    ['no status, but an error', { 'http.request.method': 'GET', 'http.route': '/cart' }, 2, '1/1', '0/1'],
  ])('are requests: %s', (_name, values, status, errors, clientErrors) => {
    const { batch, accepted } = stage().traces(tracesOf(shop, serverSpan(end, values, { status })), end);
    const summary = summarise(batch);
    expect(accepted).toBe(1);
    expect(summary).toMatchObject({
      'requests{service.name=shop}@0': 1,
      'requests{service.name=shop,http.route=/cart}@0': 1,
      'errors{service.name=shop}@0': errors,
      'client_errors{service.name=shop}@0': clientErrors,
    });
    expect(batch.producers).toEqual([{ producer: expect.stringMatching(/^spans\//), coveredToMs: end }]);
  });

  it('fall into the step in which they end, with their duration within three per cent', () => {
    const span = serverSpan(T0 + MINUTE, { 'http.request.method': 'GET' }, { durationMs: 250 });
    const partial = stage()
      .traces(tracesOf(shop, span), T0)
      .batch.partials.find(({ watch }) => watch === 'latency');
    expect(partial).toMatchObject({
      stepStartMs: T0 + MINUTE,
      aggregate: { counts: [1], lowers: [expect.closeTo(0.2475, 2)], uppers: [expect.closeTo(0.2525, 2)] },
    });
  });

  it.each([
    ['unwatched', 'another kind', serverSpan(end, { 'http.request.method': 'GET' }, { kind: 3 })],
    ['unwatched', 'an RPC', serverSpan(end, { 'rpc.system': 'grpc' })],
    ['no_time', 'no end', { ...serverSpan(end, { 'http.request.method': 'GET' }), endMs: 0 }],
    ['no_time', 'no start', { ...serverSpan(end, { 'http.request.method': 'GET' }), startMs: 0 }],
    ['bad_interval', 'an end before its start', serverSpan(end, { 'http.request.method': 'GET' }, { durationMs: -1 })],
    ['future', 'an end far ahead', serverSpan(end + 601_000, { 'http.request.method': 'GET' })],
  ])('are refused as %s: %s', (reason, _name, span) => {
    const { accepted, refused, batch } = stage().traces(tracesOf(shop, span), end);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason, count: 1 }]);
    expect(batch).toEqual({ partials: [], producers: [] });
  });
});

describe('requests that several sources tell of', () => {
  const span = (second: number) =>
    serverSpan(T0 + second * 1000, { 'http.request.method': 'GET', 'http.response.status_code': 200 });

  it('are counted from the new metric where one resource reports both', () => {
    const measure = stage();
    const both = (minute: number) => metricsOf(shop, served(minute, {}, { old: true }), served(minute, {}));
    expect(requests(measure.metrics(both(1), T0))).toEqual({ 'requests{service.name=shop}@0': 6 });
    const second = measure.metrics(both(2), T0);
    expect(requests(second)).toEqual({ 'requests{service.name=shop}@1': 6 });
    expect(second.refused).toMatchObject([{ reason: 'superseded', count: 1, told: false }]);
  });

  it('are counted from both metrics where different resources report them', () => {
    const measure = stage();
    measure.metrics(metricsOf({ ...shop, 'service.instance.id': 'old' }, served(1, {}, { old: true })), T0);
    expect(requests(measure.metrics(metricsOf({ ...shop, 'service.instance.id': 'new' }, served(1, {})), T0))).toEqual({
      'requests{service.name=shop}@0': 6,
    });
  });

  it('are counted from spans up to where the metrics of the service begin, and from metrics after that', () => {
    const measure = stage();
    expect(requests(measure.traces(tracesOf(shop, span(10), span(50)), T0))).toEqual({
      'requests{service.name=shop}@0': 2,
    });
    // The first report ends at 60 s: what it covers was told by spans, and a late one still is.
    expect(requests(measure.metrics(metricsOf(shop, served(1, {})), T0))).toEqual({});
    expect(requests(measure.traces(tracesOf(shop, span(59)), T0))).toEqual({ 'requests{service.name=shop}@0': 1 });
    const later = measure.traces(tracesOf(shop, span(70)), T0);
    expect(requests(later)).toEqual({});
    expect(later.refused).toMatchObject([{ reason: 'superseded', count: 1 }]);
    expect(requests(measure.metrics(metricsOf(shop, served(2, {})), T0))).toEqual({
      'requests{service.name=shop}@1': 6,
    });
  });

  it('are counted from spans again once the metrics have been silent for ten minutes', () => {
    const measure = stage();
    measure.metrics(metricsOf(shop, served(1, {})), T0);
    const at = (minute: number) => T0 + minute * MINUTE;
    expect(measure.traces(tracesOf(shop, span(11 * 60)), at(11)).refused).toMatchObject([{ reason: 'superseded' }]);
    expect(requests(measure.traces(tracesOf(shop, span(11 * 60 + 1)), at(12)))).toEqual({
      'requests{service.name=shop}@11': 1,
    });
  });

  it('do not concern another service', () => {
    const measure = stage();
    measure.metrics(metricsOf({ 'service.name': 'cart' }, served(1, {})), T0);
    expect(requests(measure.traces(tracesOf(shop, span(70)), T0))).toEqual({ 'requests{service.name=shop}@1': 1 });
  });
});
