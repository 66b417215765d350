import { describe, expect, it } from '@jest/globals';
import { anIncident, anIncidentDetail, T0 } from '../../test-support/fixtures';
import { incidentReport } from './incident-report';

const context = { nowMs: T0 + 900_000, timeZone: 'utc', url: 'https://grafana/a/tidemark-anomaly-app/incidents/1' };

describe('incidentReport', () => {
  it('is an incident as text for others, with what was noted and where more is told', () => {
    const detail = anIncidentDetail({
      incident: anIncident({
        verdict: { verdict: 'real', comment: 'Config was wrong', by: 'ada', atMs: T0 + 600_000 },
      }),
      alongside: [anIncident({ id: '7', watch: 'errors' })],
    });
    const notes = [
      { id: 1, startMs: T0 - 120_000, endMs: T0 - 120_000, text: 'shop 1.42.0', tags: ['deploy'], dashboardUid: null },
    ];

    const lines = incidentReport({ ...context, detail, notes }).split('\n');

    expect(lines.slice(0, 3)).toEqual(['Drop to zero · requests shop', '', detail.incident.explanation]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '- Began: Sat 21 Nov 2026, 08:00:00',
        '- Severity: 90 of 100, critical',
        '- Impact: 12,000 requests lost',
        '- Verdict: Real by ada, Sat 21 Nov 2026, 08:10:00: Config was wrong',
        '- What else moved at the time: errors shop',
        '- Noted: shop 1.42.0 (2 min before it began)',
      ]),
    );
    expect(lines.at(-2)).toBe(context.url);
  });

  it('leaves out what there is not, and names eight of many others', () => {
    const report = incidentReport({ ...context, detail: anIncidentDetail(), notes: [] });
    expect(report).not.toMatch(/Noted|What else|Verdict/);

    const alongside = Array.from({ length: 11 }, (_, i) => anIncident({ id: `${i}`, watch: `w${i}` }));
    const many = incidentReport({ ...context, detail: anIncidentDetail({ alongside }), notes: [] });
    expect(many).toContain('w7 shop, + 3');
  });
});
