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
  bandFrames(aRange({ series: ['a', 'b', 'c', 'd'].map((name) => ({ ...SERIES, labels: { name } })) }), OPTIONS),
);

const rolesOf = (view: typeof one, change: Partial<GraphOptions> = {}, picked: string | null = null) =>
  visibleLines(view, { ...DEFAULT_GRAPH_OPTIONS, ...change }, picked).order.map((line) => view.lines[line].role);

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
    const { bands } = visibleLines(one, { ...DEFAULT_GRAPH_OPTIONS, showTypical: false }, null);

    expect(bands.map(({ kind }) => kind)).toEqual(['limits', 'forecast']);
    expect(bands.map(({ upper }) => one.lines[upper].role)).toEqual(['upper', 'forecastUpper']);
  });

  it('draws no bands for many series, but those of the one that is picked', () => {
    expect(rolesOf(many)).toEqual([
      'value',
      'value',
      'value',
      'value',
      'anomalous',
      'anomalous',
      'anomalous',
      'anomalous',
    ]);
    expect(rolesOf(many, {}, many.groups[2].key)).toContain('upper');
  });

  it('shows all when what was picked is gone', () => {
    expect(visibleLines(many, DEFAULT_GRAPH_OPTIONS, 'gone').groups).toEqual([0, 1, 2, 3]);
  });
});
