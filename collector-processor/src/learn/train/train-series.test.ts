import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { STEPS_A_DAY, trafficWindow } from '../../../test/support/learned-window.ts';
import { watch } from '../../../test/scenarios/run.ts';
import { decodeModel } from '../../detect/learned/encode.ts';
import { isolationForest } from '../../detect/isolation-forest/model.ts';
import type { DetectorChoice, Incumbent, TrainReport } from '../types.ts';
import { trainSeries } from './train-series.ts';

const window = trafficWindow(6, 11);
const settings = watch({ stepMs: window.stepMs });
const models = ['isolation-forest'] as const;

function train(choice: DetectorChoice, given = window, incumbents: readonly Incumbent[] = []): Promise<TrainReport> {
  return trainSeries({ watch: settings, labels: {}, models, choice, seed: 1, incumbents }, given, () => undefined);
}
const asIncumbent = ({ fresh }: TrainReport, over: Partial<Incumbent> = {}): Incumbent => {
  const { model, body, tail } = fresh[0]!;
  return { id: 7, model, body, tail, inUse: true, ...over };
};

jest.setTimeout(60_000);

describe('training the models of a series', () => {
  let first: TrainReport;
  beforeAll(async () => {
    first = await train(['isolation-forest']);
  });

  it('gives a model that can be restored, what was learned from, and how it did', () => {
    expect(first.uses).toEqual(['isolation-forest']);
    expect(first.versions).toEqual({ 'isolation-forest': 'fresh' });
    expect(first.window).toMatchObject({ fromMs: window.startMs, steps: 6 * STEPS_A_DAY, leftOut: 0 });
    expect(Object.keys(first.figures)).toEqual(['tide', 'isolation-forest']);
    expect(isolationForest.restore(decodeModel(first.fresh[0]!.body)).model).toBe('isolation-forest');
  });

  it('is the same again', async () => {
    expect(await train(['isolation-forest'])).toEqual(first);
  });

  it('judges the versions that there are on the same backtest', async () => {
    const { versions } = await train(['isolation-forest'], window, [asIncumbent(first)]);
    expect(versions).toEqual({ 'isolation-forest': 'fresh' });
    const blind = await train(['isolation-forest'], window, [
      asIncumbent(first, { tail: { ...first.fresh[0]!.tail, start: 1e6 } }),
    ]);
    expect(blind.versions).toEqual({ 'isolation-forest': 'fresh' });
  });

  it('ignores a version that cannot be read', async () => {
    const damaged = asIncumbent(first, { body: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]) });
    expect((await train(['isolation-forest'], window, [damaged])).versions).toEqual({ 'isolation-forest': 'fresh' });
  });

  it('leaves a series to tide that nothing can be learned from, and says why', async () => {
    const constant = { ...window, values: window.values.map(() => 5) };
    const report = await train(['isolation-forest'], constant);
    expect(report).toMatchObject({ uses: ['tide'], fresh: [], versions: {} });
    expect(report.refused).toEqual([expect.objectContaining({ model: 'isolation-forest', reason: 'constant' })]);
  });

  it('auto keeps tide unless a candidate is clearly better, and tells the figures of all', async () => {
    const { uses, reason, figures } = await train('auto');
    expect(Object.keys(figures)).toEqual(['tide', 'isolation-forest', 'tide + isolation-forest']);
    if (uses.length === 1 && uses[0] === 'tide') expect(reason).toBe('no candidate was clearly better than tide');
    else expect(figures[uses.join(' + ')]!.worth).toBeGreaterThan(figures.tide!.worth + 0.05);
  });
});
