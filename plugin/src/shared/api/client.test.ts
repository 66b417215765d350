import { describe, expect, it, jest } from '@jest/globals';
import { createTidemarkApi } from './client';
import type { Transport } from './transport';

function recording(answer: unknown = {}) {
  const transport = jest.fn<Transport>().mockResolvedValue(answer);
  return { transport, api: createTidemarkApi(transport) };
}

describe('createTidemarkApi', () => {
  it('asks for a range with the fields joined, the times whole and nothing empty', async () => {
    const { transport, api } = recording();

    await api.range({ watch: 'requests', match: '', fromMs: 1000.6, toMs: 2000.2, fields: ['value', 'upper'] });

    expect(transport).toHaveBeenCalledWith({
      method: 'GET',
      path: '/api/v1/range',
      params: { watch: 'requests', from: 1001, to: 2000, fields: 'value,upper' },
      signal: undefined,
    });
  });

  it('asks for incidents of any time when none is given', async () => {
    const { transport, api } = recording();

    await api.incidents({ status: 'open' });

    expect(transport.mock.calls[0][0].params).toEqual({ status: 'open' });
  });

  it('posts a verdict to the incident, whatever is in its id', async () => {
    const { transport, api } = recording();

    await api.verdict('a/b c', { verdict: 'false_alarm' });

    expect(transport).toHaveBeenCalledWith({
      method: 'POST',
      path: '/api/v1/incidents/a%2Fb%20c/verdict',
      body: { verdict: 'false_alarm' },
      signal: undefined,
    });
  });

  it('hands on the answer and the signal', async () => {
    const { transport, api } = recording({ watches: [] });
    const { signal } = new AbortController();

    await expect(api.watches(signal)).resolves.toEqual({ watches: [] });
    expect(transport.mock.calls[0][0].signal).toBe(signal);
  });
});
