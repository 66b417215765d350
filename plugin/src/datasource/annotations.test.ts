import { describe, expect, it } from '@jest/globals';
import { T0, anIncident } from '../test-support/fixtures';
import { incidentFrame } from '../shared/frames/incidents';
import { annotationEvents } from './annotations';

const eventOf = (change: Parameters<typeof anIncident>[0] = {}) =>
  annotationEvents([incidentFrame([anIncident(change)], { refId: 'A', unitOf: () => '' })])[0];

describe('annotationEvents', () => {
  it('gives a region that Grafana offers no editing of', () => {
    expect(eventOf()).toMatchObject({
      id: 0,
      time: T0,
      timeEnd: T0 + 300_000,
      isRegion: true,
      title: 'Drop to zero · shop',
      tags: ['requests', 'drop_to_zero'],
    });
  });

  it.each([
    [90, null, 'alerting'],
    [50, null, 'pending'],
    [10, null, 'pending'],
    [90, 'false_alarm', 'nodata'],
  ] as const)('severity %d, verdict %s: painted as %s', (severity, kind, state) => {
    const verdict = kind === null ? null : { verdict: kind, comment: '', by: '', atMs: T0 };

    expect(eventOf({ severity, verdict }).newState).toBe(state);
  });

  it('keeps what our own panel knows an incident by', () => {
    expect(eventOf()).toMatchObject({ incidentId: 'incident-1', severity: 90, status: 'closed', series: 'shop' });
  });

  it('gives nothing of nothing', () => {
    expect(annotationEvents([])).toEqual([]);
  });
});
