import { describe, expect, it, jest } from '@jest/globals';
import { createFetchTransport } from './fetch-transport';

function answering(status: number, body: string) {
  const answer = {
    ok: status < 400,
    status,
    json: async () => JSON.parse(body) as unknown,
  } as Response;
  const fetch = jest.fn<typeof globalThis.fetch>().mockResolvedValue(answer);
  return { fetch, transport: createFetchTransport({ baseUrl: '', fetch }) };
}

describe('createFetchTransport', () => {
  it('sends parameters escaped and leaves the missing out', async () => {
    const { fetch, transport } = answering(200, '{}');

    await transport({ method: 'GET', path: '/api/v1/series', params: { watch: 'a b', match: undefined, limit: 5 } });

    expect(fetch.mock.calls[0][0]).toBe('/api/v1/series?watch=a+b&limit=5');
  });

  it('sends the token of the moment', async () => {
    const { fetch } = answering(200, '{}');
    let token: string | null = null;
    const transport = createFetchTransport({ baseUrl: '', fetch, token: () => token });

    await transport({ method: 'GET', path: '/x' });
    token = 'secret';
    await transport({ method: 'GET', path: '/x' });

    expect(fetch.mock.calls.map(([, init]) => init?.headers)).toEqual([
      { accept: 'application/json' },
      { accept: 'application/json', authorization: 'Bearer secret' },
    ]);
  });

  it('sends a body as JSON', async () => {
    const { fetch, transport } = answering(200, '{}');

    await transport({ method: 'POST', path: '/x', body: { verdict: 'real' } });

    expect(fetch.mock.calls[0][1]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"verdict":"real"}',
    });
  });

  it.each([
    ['an answer that is no JSON', 200, '<html>', /is not the API of Tidemark/],
    ['a refusal with a body', 400, '{"error":{"code":"C","message":"Bad","help":"Do"}}', /^Bad\. Do\.$/],
    ['a refusal without', 503, '', /starting or overloaded/],
  ])('rejects %s with a sentence', async (_, status, body, message) => {
    const { transport } = answering(status, body);

    await expect(transport({ method: 'GET', path: '/x' })).rejects.toThrow(message);
  });

  it('says that nothing answers when the connection fails', async () => {
    const fetch = jest.fn<typeof globalThis.fetch>().mockRejectedValue(new TypeError('Failed to fetch'));

    await expect(createFetchTransport({ baseUrl: '', fetch })({ method: 'GET', path: '/x' })).rejects.toMatchObject({
      status: 0,
      message: expect.stringContaining('Nothing answers'),
    });
  });

  it('lets an abort through as what it is', async () => {
    const abort = new DOMException('aborted', 'AbortError');
    const fetch = jest.fn<typeof globalThis.fetch>().mockRejectedValue(abort);

    await expect(createFetchTransport({ baseUrl: '', fetch })({ method: 'GET', path: '/x' })).rejects.toBe(abort);
  });
});
