import { describe, expect, it } from '@jest/globals';
import { DataTopic } from '@grafana/data';
import { T0, anIncident, fieldOf } from '../../test-support/fixtures';
import { incidentFrame } from './incidents';

const frameOf = (change: Parameters<typeof anIncident>[0] = {}, linkTo?: () => string) =>
  incidentFrame([anIncident(change)], { refId: 'A', unitOf: () => 'req/s', linkTo });
const cell = (frame: ReturnType<typeof frameOf>, name: string): unknown => fieldOf(frame, name).values[0];

describe('incidentFrame', () => {
  it('is an annotation frame of regions', () => {
    const frame = frameOf();

    expect(frame.meta?.dataTopic).toBe(DataTopic.Annotations);
    expect([cell(frame, 'time'), cell(frame, 'timeEnd'), cell(frame, 'isRegion')]).toEqual([T0, T0 + 300_000, true]);
    expect(cell(frame, 'title')).toBe('Drop to zero · shop');
  });

  it('hides the buttons of Grafana that cannot work by a numeric id of 0', () => {
    expect(cell(frameOf(), 'id')).toBe(0);
  });

  it('draws an open incident up to the latest step', () => {
    expect(cell(frameOf({ status: 'open', endMs: null }), 'timeEnd')).toBe(T0 + 290_000);
  });

  it('is a mark where an incident has had one step only', () => {
    expect(cell(frameOf({ status: 'open', endMs: null, lastMs: T0 }), 'isRegion')).toBe(false);
  });

  it.each([
    [90, null, 'red'],
    [50, null, 'orange'],
    [10, null, 'yellow'],
    [90, 'real', 'red'],
    [90, 'false_alarm', 'gray'],
    [90, 'expected', 'gray'],
  ] as const)('severity %d, verdict %s: %s', (severity, kind, color) => {
    const verdict = kind === null ? null : { verdict: kind, comment: '', by: '', atMs: T0 };

    expect(cell(frameOf({ severity, verdict }), 'color')).toBe(color);
  });

  it('says what it was, how long, and what was lost', () => {
    expect(cell(frameOf(), 'text')).toContain('severity 90 · lasted 5 min · 12,000 requests lost');
  });

  it('lets nothing that came from outside be markup', () => {
    const frame = frameOf({
      explanation: '<img src=x onerror="alert(1)">',
      labels: { 'http.route': '<script>' },
      class: 'spike',
    });

    expect(cell(frame, 'text')).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(cell(frame, 'title')).toBe('Spike · &lt;script&gt;');
    expect(cell(frame, 'explanation')).toBe('<img src=x onerror="alert(1)">');
  });

  it('links to the page that shows it, when there is one', () => {
    expect(
      cell(
        frameOf({}, () => '/a/x?a=1&b=2'),
        'text',
      ),
    ).toContain('<a href="/a/x?a=1&amp;b=2">');
    expect(cell(frameOf(), 'text')).not.toContain('<a ');
  });
});
