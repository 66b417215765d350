import { describe, expect, it } from '@jest/globals';
import { DEFAULT_GRAPH_OPTIONS } from '../../shared/graph/options';
import { visibleLines } from '../../shared/graph/visible-lines';
import { aWhatIf } from '../../test-support/fixtures';
import { forecastView, shownRange } from './forecast-view';

const { startMs, stepMs, history, models } = aWhatIf();
const many = ['auto', 'seasonal-naive', 'ets', 'mstl'].map((name) => ({ ...models[0], name }));

describe('the graph of a forecast', () => {
  it('has the history, a line a model, and a fan of the first alone, also with four models', () => {
    const view = forecastView(aWhatIf({ models: many }), 'History');
    expect(view.groups.map(({ name }) => name)).toEqual(['History', 'auto', 'seasonal-naive', 'ets', 'mstl']);
    expect(view.forecastFromMs).toBe(startMs);
    const { bands, order } = visibleLines(view, DEFAULT_GRAPH_OPTIONS, new Set());
    expect(bands).toMatchObject([{ kind: 'forecast', group: 1 }]);
    expect(order.filter((line) => view.lines[line].role === 'forecastExpected')).toHaveLength(4);
    expect(new Set(view.groups.map(({ field }) => field.config.color?.fixedColor)).size).toBe(5);
  });

  it('reaches to the limit', () => {
    const limit = {
      name: 'pool size',
      value: 500,
      direction: 'up' as const,
      outlook: { status: 'unknown' as const, code: 'few_days' as const, reason: '' },
      sentence: '',
    };
    const { field } = forecastView(aWhatIf({ limit }), 'History').groups[0];
    expect(field.config.custom).toMatchObject({ axisSoftMax: 500, thresholdsStyle: { mode: 'dashed' } });
    expect(field.config.thresholds?.steps[1]).toEqual({ value: 500, color: 'red' });
  });

  it('shows a week of what was, and no more than there is', () => {
    expect(shownRange(aWhatIf())).toEqual({ fromMs: startMs - 7 * 24 * stepMs, toMs: startMs + 24 * stepMs });
    const short = { startMs: startMs - 2 * stepMs, values: [1, 2] };
    expect(shownRange(aWhatIf({ history: short })).fromMs).toBe(short.startMs);
    expect(history.values).toHaveLength(240);
  });
});
