import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import type { ShopCondition } from './shop/condition.ts';
import { createTroubleMaker } from './trouble-maker.ts';
import { troubleRoutes } from './trouble-routes.ts';
import type { Visiting } from './visitors/visiting.ts';

async function demo(setCondition?: () => Promise<void>) {
  const conditions: Partial<ShopCondition>[] = [];
  const visits: Partial<Visiting>[] = [];
  const maker = createTroubleMaker({
    setCondition:
      setCondition ??
      ((condition) => {
        conditions.push(condition);
        return Promise.resolve();
      }),
    setVisiting: (visiting) => visits.push(visiting),
  });
  const app = Fastify();
  await app.register((scope, _options, done) => {
    troubleRoutes(maker)(scope);
    done();
  });
  return { app, conditions, visits };
}

describe('troubleRoutes', () => {
  it('lists the troubles, none active at first', async () => {
    const { app } = await demo();
    const body = (await app.inject('/demo/troubles')).json<{ active: string | null; troubles: { id: string }[] }>();
    expect(body.active).toBeNull();
    expect(body.troubles.map(({ id }) => id)).toEqual(['outage', 'spike', 'slow', 'errors', 'bot-flood', 'shift']);
  });

  it.each([
    ['outage', { listening: false }, {}],
    ['spike', {}, { rateFactor: 3 }],
    ['slow', { addedLatencyMs: 600 }, {}],
    ['errors', { checkoutFailureRatio: 0.9 }, {}],
    ['bot-flood', {}, { botsPerSecond: 20 }],
    ['shift', {}, { rateFactor: 1.4 }],
    ['normal', {}, {}],
  ])('brings %s over shop and visitors', async (id, condition, visiting) => {
    const { app, conditions, visits } = await demo();
    const response = await app.inject({ method: 'POST', url: `/demo/troubles/${id}` });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ active: id === 'normal' ? null : id });
    expect([conditions, visits]).toEqual([[condition], [visiting]]);
  });

  it('replaces the trouble before it, in the order in which buttons were pressed', async () => {
    const { app, conditions, visits } = await demo();
    await Promise.all(
      ['outage', 'spike', 'normal'].map((id) => app.inject({ method: 'POST', url: `/demo/troubles/${id}` })),
    );
    expect(conditions).toEqual([{ listening: false }, {}, {}]);
    expect(visits).toEqual([{}, { rateFactor: 3 }, {}]);
    expect((await app.inject('/demo/troubles')).json()).toMatchObject({ active: null });
  });

  it('says what there is when asked for what there is not', async () => {
    const { app } = await demo();
    const response = await app.inject({ method: 'POST', url: '/demo/troubles/earthquake' });
    expect(response.statusCode).toBe(400);
    expect(response.json<{ message: string }>().message).toContain(
      'outage, spike, slow, errors, bot-flood, shift, normal',
    );
  });

  it('stays as it was when the shop does not take it', async () => {
    const { app, visits } = await demo(() => Promise.reject(new Error('the shop is gone')));
    expect((await app.inject({ method: 'POST', url: '/demo/troubles/spike' })).statusCode).toBe(500);
    expect(visits).toEqual([]);
    expect((await app.inject('/demo/troubles')).json()).toMatchObject({ active: null });
  });
});
