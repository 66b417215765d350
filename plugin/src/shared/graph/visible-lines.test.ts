import { describe, expect, it } from '@jest/globals';
import { aForecast, aRange } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { forecastFrames } from '../frames/forecast';
import { scoreFrames } from '../frames/lines';
import { overlayView } from '../view/overlay-view';
import { DEFAULT_GRAPH_OPTIONS, type GraphOptions } from './options';
import { visibleLines } from './visible-lines';

const OPTIONS = { refId: 'A', unit: 'req/s', bands: 'both', showValue: true, withDetail: true } as const;
const [SERIES] = aRange().series;
const one = overlayView([...bandFrames(aRange(), OPTIONS), ...forecastFrames(aForecast(), OPTIONS)]);
const many = overlayView(
  bandFrames(
    aRange({
      series: ['a', 'b', 'c', 'd'].map((name) => ({
        ...SERIES,
        labels: { name },
        score: [0, 2 + 'abcd'.indexOf(name), 0],
      })),
    }),
    OPTIONS,
  ),
);

const NONE: ReadonlySet<string> = new Set();
const rolesOf = (view: typeof one, change: Partial<GraphOptions> = {}, hidden: readonly string[] = []) =>
  visibleLines(view, { ...DEFAULT_GRAPH_OPTIONS, ...change }, new Set(hidden)).order.map(
    (line) => view.lines[line].role,
  );

describe('visibleLines', () => {
  it('draws bands first and anomalous points on top', () => {
    const roles = rolesOf(one);

    expect(roles[0]).toBe('upper');
    expect(roles.slice(-2)).toEqual(['value', 'anomalous']);
  });

  it('never draws scores and states as lines beside values', () => {
    expect(rolesOf(one)).not.toEqual(expect.arrayContaining(['score']));
    expect(rolesOf(one)).not.toEqual(expect.arrayContaining(['learning']));
  });

  it('draws scores where there is nothing else', () => {
    expect(rolesOf(overlayView(scoreFrames(aRange(), { refId: 'A', unit: '' })))).toEqual(['score']);
  });

  it.each<[keyof GraphOptions, string[]]>([
    ['showBand', ['upper', 'lower']],
    ['showTypical', ['typicalUpper', 'typicalLower']],
    ['showExpected', ['expected']],
    ['showForecast', ['forecastUpper', 'forecastLower', 'forecastExpected']],
  ])('%s off leaves its lines out', (option, roles) => {
    const drawn = rolesOf(one, { [option]: false });

    expect(drawn.filter((role) => roles.includes(role))).toEqual([]);
    expect(drawn).toContain('value');
  });

  it('pairs the edges of every band that is drawn', () => {
    const { bands } = visibleLines(one, { ...DEFAULT_GRAPH_OPTIONS, showTypical: false }, NONE);

    expect(bands.map(({ kind }) => kind)).toEqual(['limits', 'forecast']);
    expect(bands.map(({ upper }) => one.lines[upper].role)).toEqual(['upper', 'forecastUpper']);
  });

  it('draws the bands of the worst alone where series are many', () => {
    const { bands, order } = visibleLines(many, DEFAULT_GRAPH_OPTIONS, NONE);

    expect([...new Set(bands.map(({ group }) => many.groups[group].name))].sort()).toEqual(['b', 'c', 'd']);
    expect(order.filter((line) => many.lines[line].role === 'value')).toHaveLength(4);
  });

  it('draws all bands again when few are left switched on', () => {
    const hidden = new Set([many.groups[0].key, many.groups[1].key]);

    expect(visibleLines(many, DEFAULT_GRAPH_OPTIONS, hidden).groups).toEqual([2, 3]);
    expect(rolesOf(many, {}, [...hidden])).toContain('upper');
  });

  it('draws a hundred series at most, the anomalous ones first, and says how many are left out', () => {
    const crowd = overlayView(
      bandFrames(
        aRange({
          series: Array.from({ length: 130 }, (_, n) => ({
            ...SERIES,
            labels: { name: `s${String(n).padStart(3, '0')}` },
            score: [0, n === 125 ? 9 : 0.2, 0],
          })),
        }),
        OPTIONS,
      ),
    );
    const { groups, omitted } = visibleLines(crowd, DEFAULT_GRAPH_OPTIONS, NONE);

    expect(omitted).toBe(30);
    expect(groups).toHaveLength(100);
    expect(groups.map((group) => crowd.groups[group].name)).toContain('s125');
  });
});
