import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS } from '../../test/support/api-fixture.ts';
import { WatchesResponse } from './contract/index.ts';

const url = '/api/v1/watches/requests/mute';

describe('muting a watch', () => {
  it('is told with the watch until it runs out, and is kept', async () => {
    const { api, get, store } = await apiFixture();
    const payload = { until: 'now+2h', reason: 'maintenance', by: 'ann' };
    const response = await api.inject({ method: 'POST', url, payload });
    const mute = { untilMs: NOW_MS + 7_200_000, reason: 'maintenance', by: 'ann', atMs: NOW_MS };
    expect(response.json()).toEqual({ mute });
    const list = (await get('/api/v1/watches')).json<WatchesResponse>();
    expect(Value.Check(WatchesResponse, list)).toBe(true);
    expect(list.watches[0]).toMatchObject({ mute });
    expect(store.mutes()).toEqual([{ watch: 'requests', ...mute }]);
  });

  it('lasts until it is lifted when no time is given', async () => {
    const { api, get, store } = await apiFixture();
    await api.inject({ method: 'POST', url, payload: {} });
    expect((await get('/api/v1/watches')).json()).toMatchObject({ watches: [{ mute: { untilMs: null, reason: '' } }] });
    expect((await api.inject({ method: 'DELETE', url })).json()).toEqual({ mute: null });
    expect((await get('/api/v1/watches')).json()).toMatchObject({ watches: [{ mute: null }] });
    expect(store.mutes()).toEqual([]);
  });

  it.each([
    ['a time that is past', url, { until: 'now-1h' }, 400],
    ['no time', url, { until: 'soon' }, 400],
    ['a field too many', url, { forever: true }, 400],
    ['a watch that is not there', '/api/v1/watches/nobody/mute', {}, 404],
  ])('refuses %s', async (_what, address, payload, status) => {
    const { api } = await apiFixture();
    expect((await api.inject({ method: 'POST', url: address, payload })).statusCode).toBe(status);
  });
});
