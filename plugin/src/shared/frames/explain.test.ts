import { describe, expect, it } from '@jest/globals';
import { aRange, anIncident, fieldOf } from '../../test-support/fixtures';
import { explainFrame } from './explain';
import { incidentsTable } from './incidents-table';

const [SERIES] = aRange().series;
const named = (name: string, change: object) => ({ ...SERIES, labels: { 'service.name': name }, ...change });
const OPTIONS = { refId: 'A', unit: 'req/s' };

describe('explainFrame', () => {
  it.each([
    ['learning', { learning: [1, 1, 1], value: [1, 2, 3] }, 'learning', /Too little history/],
    ['anomalous', { value: [40, 41, 90] }, 'outside the limits', /outside the limits/],
    ['absent', {}, 'no data', /brought nothing/],
    ['held', { value: [40, 41, 43], score: [0, 0, 0.5] }, 'within the limits, incident open', /^$/],
    ['normal', { value: [40, 41, 43], score: [0, 0, 0.5], held: [0, 0, 0] }, 'within the limits', /^$/],
  ])('says that a series is %s', (_, change, state, why) => {
    const frame = explainFrame(aRange({ series: [named('shop', change)] }), [], OPTIONS);

    expect(fieldOf(frame, 'state').values).toEqual([state]);
    expect(fieldOf(frame, 'why').values[0]).toMatch(why);
  });

  it('gives the explanation of an incident that is open, of that series alone', () => {
    const open = anIncident({ status: 'open', endMs: null, explanation: 'It fell.' });
    const closed = anIncident({ labels: { 'service.name': 'b' } });
    const frame = explainFrame(aRange({ series: [named('shop', {}), named('b', {})] }), [open, closed], OPTIONS);

    expect(fieldOf(frame, 'series').values).toEqual(['b', 'shop']);
    expect(fieldOf(frame, 'why').values).toEqual(['Its newest step brought nothing.', 'It fell.']);
  });
});

describe('incidentsTable', () => {
  it('is one row an incident, with what a person asks of it', () => {
    const frame = incidentsTable([anIncident({ severity: 90.4 })], {
      ...{ refId: 'A', unitOf: () => 'req/s', linkTo: () => '/a/tidemark-anomaly-app/incidents?incident=1' },
    });

    expect(Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]))).toMatchObject({
      ...{ class: 'Drop to zero', watch: 'requests', series: 'shop', status: 'Recovered', duration: 300_000 },
      ...{ severity: 90.4, impact: '12,000 requests lost', link: '/a/tidemark-anomaly-app/incidents?incident=1' },
    });
    expect(frame.meta?.preferredVisualisationType).toBe('table');
  });
});
