import { describe, expect, it } from '@jest/globals';
import { graphOf } from '../graph.ts';
import type { SeriesResult } from '../types.ts';
import { htmlOf } from './html.ts';
import { jsonOf } from './json.ts';
import { markdownOf } from './markdown.ts';
import { createReport } from './report.ts';
import { textOf } from './text.ts';

const graph = graphOf({
  startMs: 0,
  stepMs: 60_000,
  values: Float64Array.of(1, 2, NaN, 4),
  labels: Uint8Array.of(0, 0, 0, 1),
  alarms: Uint8Array.of(0, 1, 0, 0),
  testFrom: 2,
  band: null,
});

const result = (over: Partial<SeriesResult>): SeriesResult => ({
  dataset: 'kpi',
  series: 'a',
  detector: 'tide',
  scoredSteps: 2880,
  scoredDays: 2,
  segments: 4,
  caught: 3,
  points: { tp: 3, fp: 1, fn: 9 },
  adjusted: { tp: 8, fp: 2, fn: 4 },
  eventF1: 0.5,
  aucPr: 0.4,
  aucRoc: 0.9,
  vusPr: 0.3,
  nab: null,
  stateBytes: 1000,
  trainSeconds: 1,
  scoringSeconds: 0.002,
  scoringPoints: 4000,
  refusal: null,
  graph,
  ...over,
});

/** Two series, of which the second has no anomaly: means leave it out, counts do not. */
const quiet = {
  series: '<b>',
  segments: 0,
  caught: 0,
  points: { tp: 0, fp: 3, fn: 0 },
  adjusted: { tp: 0, fp: 3, fn: 0 },
  ...{ eventF1: null, aucPr: null, aucRoc: null, vusPr: null },
};
const report = createReport([result({}), result(quiet)], ['tide'], null);
const page = { date: '2026-11-21', command: 'tidemark evaluate' };

describe('the summary of a set', () => {
  it('pools counts over all series and means curves over those with anomalies', () => {
    expect(JSON.parse(jsonOf(report))).toEqual({
      datasets: {
        kpi: {
          tide: {
            pooled_k7_f1: Number((16 / (16 + 5 + 4)).toFixed(6)),
            event_recall: 0.75,
            fa_per_series_day: 1,
            k7_event_f1: 0.5,
            auc_pr: 0.4,
            auc_roc: 0.9,
            vus_pr: 0.3,
            precision: Number((3 / 7).toFixed(6)),
            recall: 0.25,
            f1: 0.315789,
            nab_standard: null,
            nab_low_fp: null,
            nab_low_fn: null,
            us_per_point: 0.5,
            state_bytes: 1000,
            train_s: 2,
          },
        },
      },
    });
  });

  it('leaves models that would not learn out of the state, and says how many', () => {
    const refused = createReport(
      [result({}), result({ series: 'c', refusal: 'constant', stateBytes: 0 })],
      ['tide'],
      null,
    );
    expect(refused.datasets[0]!.byDetector.get('tide')).toMatchObject({ refused: 1, summary: { state_bytes: 1000 } });
    expect(textOf(refused)).toContain('tide would not learn from 1 of 2 series');
  });

  it('scores NAB over the whole set, at thresholds that are given if they are', () => {
    const nab = {
      scores: Float64Array.of(1, 5),
      window: Int32Array.of(-1, 0),
      gain: Float64Array.of(-1, 1),
      windows: 1,
    };
    const best = createReport([result({ nab })], ['tide'], null).datasets[0]!.byDetector.get('tide')!;
    expect(best).toMatchObject({ summary: { nab_standard: 100 }, nabThresholds: { standard: 5 } });
    const given = createReport([result({ nab })], ['tide'], { standard: 1, low_fp: 9, low_fn: 5 });
    expect(given.datasets[0]!.byDetector.get('tide')!.summary).toMatchObject({
      nab_standard: expect.closeTo(94.5, 9),
      nab_low_fp: expect.closeTo(0, 9),
      nab_low_fn: expect.closeTo(100, 9),
    });
  });
});

describe('what is written for people', () => {
  it('is a table with the columns that say something', () => {
    const text = textOf(report);
    expect(text).toContain('kpi: 2 series (1 with anomalies), 4 events, 4 days scored');
    expect(text).toMatch(/detector .* k7 F1 .* FA\/day/);
    expect(text).toMatch(/\ntide +0\.640 +0\.750 +1\.00/);
    expect(text).not.toContain('NAB');
  });

  it('is Markdown with the date and the command', () => {
    const markdown = markdownOf(report, page);
    expect(markdown).toContain('Made on 2026-11-21');
    expect(markdown).toContain('```\ntidemark evaluate\n```');
    expect(markdown).toContain('| tide | 0.640 | 0.750 | 1.00 |');
  });

  it('is a page that needs nothing else and that no name can break out of', () => {
    const html = htmlOf(report, page);
    expect(html).not.toMatch(/(?:src|href)=/);
    expect(html).toContain('&lt;b&gt;');
    expect(html).not.toContain('<b>');
    const graphs = /id="graphs">(.*?)<\/script>/s.exec(html)![1]!;
    const parsed = JSON.parse(graphs) as { graphs: Record<string, { detectors: { tide: { alarmed: string } } }> };
    expect(Object.keys(parsed.graphs)).toEqual(['["kpi","a"]', '["kpi","<b>"]']);
    expect([...Buffer.from(parsed.graphs['["kpi","a"]']!.detectors.tide.alarmed, 'base64')]).toEqual([0, 1, 0, 0]);
  });
});
