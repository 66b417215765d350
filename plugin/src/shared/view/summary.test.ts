import { describe, expect, it } from '@jest/globals';
import { STEP_MS, T0, aRange, anIncident } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { incidentFrame } from '../frames/incidents';
import { overlayView } from './overlay-view';
import { graphSummary } from './summary';

const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;
const FORMATS = {
  time: (ms: number) => `t${(ms - T0) / STEP_MS}`,
  value: (_: number, value: number) => `${value} req/s`,
};
const RANGE = { fromMs: T0, toMs: T0 + 3 * STEP_MS };

describe('graphSummary', () => {
  it('tells the latest value, what was expected, and what is open', () => {
    const view = overlayView([
      ...bandFrames(aRange(), OPTIONS),
      incidentFrame([anIncident({ status: 'open', endMs: null })], { refId: 'B', unitOf: () => '' }),
    ]);

    expect(graphSummary(view, RANGE, FORMATS)).toBe(
      'Graph of 1 series from t0 to t3. shop: 90 req/s at t1, expected 42 req/s, between 31 req/s and 51 req/s, anomalous. ' +
        '1 incident, open: Drop to zero · shop.',
    );
  });

  it('does not read out every series of many', () => {
    const [series] = aRange().series;
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...series, labels: { name } }));
    const summary = graphSummary(overlayView(bandFrames(aRange({ series: many }), OPTIONS)), RANGE, FORMATS);

    expect(summary).toContain('And 2 more series.');
    expect(summary).toContain('0 incidents.');
  });

  it('says that a series has no values', () => {
    const [series] = aRange().series;
    const view = overlayView(
      bandFrames(
        aRange({ series: [{ labels: series.labels, times: series.times, value: [null, null, null] }] }),
        OPTIONS,
      ),
    );

    expect(graphSummary(view, RANGE, FORMATS)).toContain('shop: no values.');
  });
});
