import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS, STEP_MS } from '../../test/support/api-fixture.ts';
import { stepReport } from '../../test/support/step-report.ts';
import { ModelsResponse } from './contract/index.ts';

const labels = { 'service.name': 'shop' };
const figures = { falseAlarmsPerDay: 0.1, found: 0.9, worth: 0.8 };

async function withTraining() {
  const fixture = await apiFixture({
    reports: [stepReport({ stepStartMs: NOW_MS - STEP_MS, rows: [{ labels }, { labels: { 'service.name': 'api' } }] })],
    models: {
      usesOf: (_watch, series) => (series.labels['service.name'] === 'shop' ? ['tide', 'lof'] : ['tide']),
      choiceOf: () => 'auto',
      trainingOf: (_watch, series) =>
        series.labels['service.name'] === 'api' ? { doing: 'training lof', share: 0.5 } : null,
      waiting: () => 3,
    },
  });
  fixture.store.saveTraining({
    decision: {
      ...{ watch: 'requests', labels, atMs: NOW_MS, uses: ['tide', 'lof'] },
      ...{ reason: 'tide + lof was clearly better than tide', figures: { 'tide + lof': figures } },
    },
    fresh: [
      {
        model: 'lof',
        body: new Uint8Array([1]),
        about: {
          ...{ window: { fromMs: 0, toMs: NOW_MS, steps: 900, leftOut: 7 }, seed: 5, backtest: figures },
          companions: [{ name: 'errors', watch: 'errors', labels }],
          tail: { start: 1, excess: 1, shape: 0, trainedStart: 1, beyond: 0.02, held: null },
        },
      },
    ],
    versions: { lof: 'fresh' },
  });
  return fixture;
}

describe('GET /api/v1/models', () => {
  it('tells what scores each series, why, and from which versions', async () => {
    const { get } = await withTraining();
    const answer = (await get('/api/v1/models?watch=requests')).json<ModelsResponse>();
    expect(Value.Check(ModelsResponse, answer)).toBe(true);
    expect(answer).toMatchObject({ watch: 'requests', detector: 'auto', total: 2, waiting: 3 });
    const [shop, api] = answer.series;
    expect(shop).toMatchObject({
      ...{ labels, uses: ['tide', 'lof'], decidedAtMs: NOW_MS, candidates: { 'tide + lof': figures }, training: null },
      versions: [{ model: 'lof', inUse: true, steps: 900, leftOut: 7, companions: ['errors'], backtest: figures }],
    });
    expect(api).toMatchObject({ uses: ['tide'], decidedAtMs: null, versions: [], training: { share: 0.5 } });
  });

  it('narrows by matchers and limit, and says what it does not know', async () => {
    const { get } = await withTraining();
    const one = (await get(`/api/v1/models?watch=requests&match=${encodeURIComponent('service_name="api"')}`)).json();
    expect(one).toMatchObject({ total: 1, series: [{ uses: ['tide'] }] });
    expect((await get('/api/v1/models?watch=requests&limit=1')).json<ModelsResponse>().series).toHaveLength(1);
    expect((await get('/api/v1/models?watch=nothing')).statusCode).toBe(404);
    expect((await get('/api/v1/models')).statusCode).toBe(400);
  });
});
