import { describe, expect, it } from '@jest/globals';
import type { GrafanaAnswer, GrafanaRequest } from './grafana-http';
import { saveOverlay } from './save-overlay';

const PANEL = { dashboardUid: 'shop', id: 7 };
const QUERY = { datasourceUid: 'tm', watch: 'orders' };

const dashboard = (version: number) => ({
  uid: 'shop',
  version,
  panels: [{ id: 7, type: 'timeseries', datasource: { uid: 'prom' }, targets: [{ refId: 'A' }] }],
});
const ok = (data: unknown): GrafanaAnswer<unknown> => ({ status: 'ok', data });
const refused = (code: number, message = ''): GrafanaAnswer<unknown> => ({ status: 'refused', code, message });
const stored = (version = 1, meta = {}) => ok({ dashboard: dashboard(version), meta: { folderUid: 'f', ...meta } });

/** A Grafana that gives these answers, one after the other. */
function grafana(...answers: Array<GrafanaAnswer<unknown>>) {
  const requests: GrafanaRequest[] = [];
  const http = <T>(request: GrafanaRequest) => {
    requests.push(request);
    return Promise.resolve(answers[requests.length - 1] as GrafanaAnswer<T>);
  };
  return { http, requests };
}

describe('saveOverlay', () => {
  it('saves a new version that says what it is, and overwrites nothing', async () => {
    const { http, requests } = grafana(stored(), ok({ version: 2 }));

    expect(await saveOverlay(http, PANEL, QUERY)).toEqual({ status: 'saved' });
    expect(requests[0]).toEqual({ method: 'GET', path: '/api/dashboards/uid/shop' });
    expect(requests[1]).toMatchObject({
      method: 'POST',
      path: '/api/dashboards/db',
      body: {
        dashboard: {
          version: 1,
          panels: [{ targets: [{ refId: 'A', datasource: { uid: 'prom' } }, { watch: 'orders' }] }],
        },
        folderUid: 'f',
        message: 'Tidemark: bands of the watch "orders"',
        overwrite: false,
      },
    });
  });

  it('reads again when somebody else saved meanwhile, once', async () => {
    const again = grafana(stored(1), refused(412), stored(2), ok({}));
    expect(await saveOverlay(again.http, PANEL, QUERY)).toEqual({ status: 'saved' });
    expect(again.requests[3]).toMatchObject({ body: { dashboard: { version: 2 } } });

    const busy = grafana(stored(1), refused(412), stored(2), refused(412));
    expect(await saveOverlay(busy.http, PANEL, QUERY)).toMatchObject({ status: 'failed' });
  });

  it.each<[string, Array<GrafanaAnswer<unknown>>, RegExp]>([
    ['provisioned', [stored(1, { provisioned: true, canSave: true })], /provisioned from a file/],
    ['not to be saved by this person', [stored(1, { canSave: false })], /may not save/],
    ['of the new layout', [refused(406)], /new layout/],
    ['refused after all', [stored(), refused(400, 'Cannot save provisioned dashboard')], /Cannot save provisioned/],
    ['forbidden after all', [stored(), refused(403)], /may not save/],
  ])('gives the query to a person for a dashboard that is %s', async (_, answers, reason) => {
    const outcome = await saveOverlay(grafana(...answers).http, PANEL, QUERY);
    expect(outcome).toMatchObject({ status: 'by_hand', reason: expect.stringMatching(reason) });
    expect(JSON.parse((outcome as { json: string }).json)).toMatchObject({ watch: 'orders', kind: 'bands' });
  });

  it.each<[string, Array<GrafanaAnswer<unknown>>, RegExp]>([
    ['the dashboard is gone', [refused(404, 'Dashboard not found')], /not there any more/],
    ['Grafana fails', [stored(), refused(500, 'database is locked')], /database is locked\. Try again/],
    ['Grafana fails without a word', [refused(502)], /HTTP status 502/],
  ])('says what happened when %s', async (_, answers, message) => {
    expect(await saveOverlay(grafana(...answers).http, PANEL, QUERY)).toEqual({
      status: 'failed',
      message: expect.stringMatching(message),
    });
  });
});
