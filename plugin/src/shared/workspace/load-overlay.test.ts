import { describe, expect, it } from '@jest/globals';
import { STEP_MS, T0, aForecast, aRange, aWatch, anIncident } from '../../test-support/fixtures';
import { fakeApi } from '../../test-support/fake-api';
import { loadOverlay, overlayFrames, overlayIncidents, type OverlayTarget } from './load-overlay';

const target: OverlayTarget = { watch: aWatch(), labels: { 'service.name': 'shop' } };
const window = { fromMs: T0 - 3_600_000, toMs: T0 + 600_000 };
const { signal } = new AbortController();

describe('loadOverlay', () => {
  it('asks for exactly the one series', async () => {
    const api = fakeApi();

    await loadOverlay(api, target, window, null, signal);

    expect(api.range.mock.calls[0][0]).toMatchObject({
      watch: 'requests',
      match: 'service.name="shop",http.route=""',
      fromMs: window.fromMs,
    });
  });

  it('keeps to the series even when more come', async () => {
    const api = fakeApi();
    const [series] = aRange().series;
    api.range.mockResolvedValue(
      aRange({ series: [series, { ...series, labels: { ...series.labels, 'http.route': '/' } }] }),
    );

    const { range } = await loadOverlay(api, target, window, null, signal);

    expect(range.series.map(({ labels }) => labels)).toEqual([{ 'service.name': 'shop' }]);
  });

  it('asks for the tail alone when the rest is known', async () => {
    const api = fakeApi();
    const known = await loadOverlay(api, target, window, null, signal);
    const [series] = aRange().series;
    const newest = T0 + 3 * STEP_MS;
    api.range.mockResolvedValue(aRange({ series: [{ labels: series.labels, times: [newest], value: [44] }] }));

    const next = await loadOverlay(api, target, window, known, signal);

    expect(api.range.mock.calls[1][0].fromMs).toBe(T0 + 2 * STEP_MS - 12 * STEP_MS);
    expect(next.range.series[0].times).toEqual([T0, T0 + STEP_MS, T0 + 2 * STEP_MS, newest]);
  });

  it.each([
    ['the window reaches further back', { ...window, fromMs: window.fromMs - 1 }, target],
    ['the target is another', window, { ...target, labels: null }],
  ])('asks for everything when %s', async (_, nextWindow, nextTarget) => {
    const api = fakeApi();
    const known = await loadOverlay(api, target, window, null, signal);

    await loadOverlay(api, nextTarget, nextWindow, known, signal);

    expect(api.range.mock.calls[1][0].fromMs).toBe(nextWindow.fromMs);
  });

  it('asks for no forecast of the past', async () => {
    const api = fakeApi();

    const { forecast } = await loadOverlay(api, target, { ...window, toMs: T0 }, null, signal);

    expect(forecast).toBeNull();
    expect(api.forecast).not.toHaveBeenCalled();
  });
});

describe('overlayFrames', () => {
  it('gives bands and forecast of one series one key', () => {
    const data = { key: 'k', window, range: aRange(), forecast: aForecast() };

    const frames = overlayFrames(data, aWatch());

    expect(new Set(frames.map(({ fields }) => fields[1].config.custom?.tidemark.seriesKey)).size).toBe(1);
    expect(frames.map(({ name }) => name)).toEqual(['shop', 'shop forecast']);
  });
});

describe('overlayIncidents', () => {
  const incidents = [
    anIncident({ id: 'own' }),
    anIncident({ id: 'route', labels: { 'service.name': 'shop', 'http.route': '/' } }),
    anIncident({ id: 'other watch', watch: 'errors' }),
  ];

  it.each([
    ['the one series', target, 1],
    ['every series of the watch', { ...target, labels: null }, 2],
  ])('keeps those of %s', (_, of, count) => {
    expect(overlayIncidents(incidents, of)[0].length).toBe(count);
  });
});
