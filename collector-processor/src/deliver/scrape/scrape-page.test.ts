import { describe, expect, it } from '@jest/globals';
import { stepReport } from '../../../test/support/step-report.ts';
import type { ExportPolicy } from '../../config/settings.ts';
import type { SampleMatch } from './sample-match.ts';
import { createScrapePage } from './scrape-page.ts';

const START_MS = 1_000_000_020_000;
const STEP_MS = 60_000;

function page({
  policy = 'bands',
  maxSeries = 100,
  nowMs = START_MS + STEP_MS,
}: { policy?: ExportPolicy; maxSeries?: number; nowMs?: number } = {}) {
  return createScrapePage({ policy, maxSeries, clock: () => nowMs });
}

const text = (scrape: ReturnType<typeof page>, match?: SampleMatch) => [...scrape.render(match)].join('');
const samplesOf = (text: string, name: string) => text.split('\n').filter((line) => line.startsWith(`${name}{`));

describe('the page', () => {
  it('shows every metric of the policy with HELP, TYPE and sanitised names', () => {
    const scrape = page({ policy: 'scores' });
    const labels = { 'service.name': 'shop', 'http.route': '/cart' };
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels, score: 1.5, direction: 1, severity: 60 }] }));
    const series = '{http_route="/cart",service_name="shop",watch="requests"}';
    expect(text(scrape)).toBe(
      [
        '# HELP tidemark_score 0 at the expected value, 1 at the limit, above 1 outside the limits',
        '# TYPE tidemark_score gauge',
        `tidemark_score${series} 1.5`,
        '# HELP tidemark_change Above 1 in the one step that tells of something not seen for a month',
        '# TYPE tidemark_change gauge',
        `tidemark_change${series} 0`,
        '# HELP tidemark_direction -1 below the expected value, 1 above',
        '# TYPE tidemark_direction gauge',
        `tidemark_direction${series} 1`,
        '# HELP tidemark_anomalous 1 while an incident is open or the value is outside the limits and the watch is not muted, else 0',
        '# TYPE tidemark_anomalous gauge',
        `tidemark_anomalous${series} 1`,
        '# HELP tidemark_severity 0 to 100: score, how long, how sure',
        '# TYPE tidemark_severity gauge',
        `tidemark_severity${series} 60`,
        '# HELP tidemark_class What kind of incident is open: 0 none, 1 spike, 2 drop, 3 drop_to_zero, 4 absent, 5 level_shift, 6 drift, 7 variance',
        '# TYPE tidemark_class gauge',
        `tidemark_class${series} 0`,
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['quotes, backslashes and line breaks', { route: 'a"b\\c\nd' }, 'route="a\\"b\\\\c\\nd"'],
    ['names that become one', { 'a.b': '1', a_b: '2' }, 'a_b="1;2"'],
    ['a leading digit', { '5xx': 'y' }, '_5xx="y"'],
    ['a label with the name of ours', { watch: 'tower' }, 'exported_watch="tower"'],
  ])('copes with %s', (_what, labels, written) => {
    const scrape = page();
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')[0]).toContain(written);
  });

  it('has no sample for an absent value, and shows typical ranges under their Prometheus name', () => {
    const scrape = page();
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: {}, value: NaN }] }));
    expect(text(scrape)).not.toContain('tidemark_value');
    expect(samplesOf(text(scrape), 'tidemark_typical_lower')).toEqual(['tidemark_typical_lower{watch="requests"} 8']);
  });

  it('drops a series that is no longer among the rows', () => {
    const scrape = page({ nowMs: START_MS + 2 * STEP_MS });
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: { r: 'a' } }, { labels: { r: 'b' } }] }));
    scrape.offer(stepReport({ stepStartMs: START_MS + STEP_MS, rows: [{ id: 2, labels: { r: 'b' } }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')).toEqual(['tidemark_value{r="b",watch="requests"} 10']);
  });

  it('shows a revision of the newest step and ignores one of an older step', () => {
    const scrape = page({ nowMs: START_MS + 2 * STEP_MS });
    const labels = { r: 'a' };
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels }] }));
    scrape.offer(stepReport({ stepStartMs: START_MS + STEP_MS, rows: [{ labels }] }));
    scrape.offer(stepReport({ stepStartMs: START_MS, revision: 1, rows: [{ labels, value: 3 }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')[0]).toMatch(/ 10$/);
    scrape.offer(stepReport({ stepStartMs: START_MS + STEP_MS, revision: 1, rows: [{ labels, value: 4 }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')[0]).toMatch(/ 4$/);
  });

  it('says nothing of a watch whose last step is long past', () => {
    const scrape = page({ nowMs: START_MS + 10 * STEP_MS });
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: {} }] }));
    scrape.offer(stepReport({ watch: 'slow', stepStartMs: START_MS, stepMs: 600_000, rows: [{ labels: {} }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')).toEqual(['tidemark_value{watch="slow"} 10']);
  });

  it('shows forecasts of live series under the policy all', () => {
    const scrape = page({ policy: 'all' });
    const { step } = stepReport({ stepStartMs: START_MS, rows: [{ labels: { r: 'a' } }, { labels: { r: 'b' } }] });
    const column = { name: 'tidemark.forecast.upper', description: 'd', attributes: { horizon: '1h' }, values: [7, 8] };
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: { r: 'a' } }] }));
    scrape.offerForecast({ watch: 'requests', timeMs: START_MS, part: 0, series: step.series, columns: [column] });
    expect(samplesOf(text(scrape), 'tidemark_forecast_upper')).toEqual([
      'tidemark_forecast_upper{horizon="1h",r="a",watch="requests"} 7',
    ]);
  });

  it('shows as many series as the cap allows and counts the rest', () => {
    const scrape = page({ maxSeries: 1 });
    scrape.offer(stepReport({ stepStartMs: START_MS, rows: [{ labels: { r: 'a' } }, { labels: { r: 'b' } }] }));
    expect(samplesOf(text(scrape), 'tidemark_value')).toHaveLength(1);
    expect(scrape.omittedSeries()).toBe(1);
  });

  it('gives the samples that are asked for, each metric in one piece or more but never apart', () => {
    const scrape = page();
    for (const part of [0, 1]) {
      scrape.offer(stepReport({ stepStartMs: START_MS, part, rows: [{ id: part, labels: { r: String(part) } }] }));
    }
    const asked = text(scrape, (metric, labels) => metric === 'tidemark_score' && labels.r === '1');
    expect(asked.split('\n').slice(1)).toEqual([
      '# TYPE tidemark_score gauge',
      'tidemark_score{r="1",watch="requests"} 0',
      '',
    ]);
    const metrics = text(scrape)
      .split('\n')
      .filter((line) => line.startsWith('# TYPE'));
    expect(new Set(metrics).size).toBe(metrics.length);
  });

  it('is the page of the moment it was asked for', () => {
    const scrape = page({ nowMs: START_MS + 2 * STEP_MS });
    const offer = (minute: number, value: number) =>
      scrape.offer(stepReport({ stepStartMs: START_MS + minute * STEP_MS, rows: [{ labels: {}, value }] }));
    offer(0, 1);
    const pieces = scrape.render()[Symbol.iterator]();
    expect(pieces.next().value).toMatch(/tidemark_value\{watch="requests"\} 1\n/);
    offer(1, 2);
    expect(pieces.next().value).toContain('tidemark_expected');
    expect(text(scrape)).toContain('tidemark_value{watch="requests"} 2');
  });
});
