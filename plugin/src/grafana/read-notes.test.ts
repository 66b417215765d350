import { describe, expect, it, jest } from '@jest/globals';
import type { GrafanaHttp } from './grafana-http';
import { readNotes } from './read-notes';

const asking = (answer: unknown) => {
  const asked = jest.fn(async (_request: object) => answer);
  return { http: asked as unknown as GrafanaHttp, asked };
};

describe('readNotes', () => {
  it('asks for what people noted in a time, not for the states of alerts', async () => {
    const { http, asked } = asking({ status: 'ok', data: [] });

    expect(await readNotes(http, { fromMs: 1000.5, toMs: 2000.5 })).toEqual({ status: 'read', notes: [] });
    expect(asked).toHaveBeenCalledWith({
      ...{ method: 'GET', path: '/api/annotations' },
      params: { from: '1000', to: '2001', limit: '100', type: 'annotation' },
    });
  });

  it('reads them oldest first, as text, whatever they lack', async () => {
    const { http } = asking({
      status: 'ok',
      data: [
        { id: 2, time: 500, timeEnd: 900, text: 'load <b>test</b>', tags: ['shop'], dashboardUID: 'traffic' },
        { id: 1, time: 100, timeEnd: 100, text: 'shop 1.42.0', tags: null, dashboardUID: '' },
        { id: 3, time: 700 },
      ],
    });

    expect(await readNotes(http, { fromMs: 0, toMs: 1000 })).toEqual({
      status: 'read',
      notes: [
        { id: 1, startMs: 100, endMs: 100, text: 'shop 1.42.0', tags: [], dashboardUid: null },
        { id: 2, startMs: 500, endMs: 900, text: 'load test', tags: ['shop'], dashboardUid: 'traffic' },
        { id: 3, startMs: 700, endMs: 700, text: '', tags: [], dashboardUid: null },
      ],
    });
  });

  it('says why Grafana tells nothing', async () => {
    const { http } = asking({ status: 'refused', code: 403, message: 'Permission denied' });

    expect(await readNotes(http, { fromMs: 0, toMs: 1 })).toMatchObject({
      status: 'refused',
      message: 'Permission denied',
    });
  });
});
