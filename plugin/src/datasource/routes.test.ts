import { describe, expect, it } from '@jest/globals';
import pluginJson from './plugin.json';

type Role = 'Viewer' | 'Editor' | 'Admin';
const RANK: Readonly<Record<string, number>> = { Viewer: 0, Editor: 1, Admin: 2 };

/** What Grafana's proxy does with the list: the first route of this method whose path begins the request's decides. */
function passes(role: Role, method: string, path: string): string {
  const route = pluginJson.routes.find(
    (one) => (one.method === undefined || one.method === method) && path.startsWith(one.path),
  );
  if (route === undefined || RANK[role] < RANK[route.reqRole ?? 'Viewer']) {
    return route === undefined ? 'no route' : 'refused';
  }
  const content = route.headers?.[0].content ?? '';
  return /^\{\{ if \.SecureJsonData\.(\w+)/.exec(content)?.[1] ?? 'no token';
}

describe('the routes of the datasource', () => {
  it.each([
    ['GET', 'api/v1/watches', 'token', 'token', 'token'],
    ['GET', 'api/v1/incidents/42/detail', 'token', 'token', 'token'],
    ['POST', 'api/v1/backtests', 'refused', 'writeToken', 'writeToken'],
    ['GET', 'api/v1/backtests/7', 'refused', 'writeToken', 'writeToken'],
    ['POST', 'api/v1/incidents/42/verdict', 'refused', 'writeToken', 'writeToken'],
    ['POST', 'api/v1/incidents/verdicts', 'refused', 'writeToken', 'writeToken'],
    ['POST', 'api/v1/watches', 'refused', 'writeToken', 'writeToken'],
    ['PUT', 'api/v1/watches/orders', 'refused', 'writeToken', 'writeToken'],
    ['DELETE', 'api/v1/watches/orders/mute', 'refused', 'writeToken', 'writeToken'],
    ['POST', 'api/v1/admin/sources/main/check', 'refused', 'refused', 'adminToken'],
    ['DELETE', 'api/v1/anything/new', 'refused', 'refused', 'adminToken'],
    ['POST', 'demo/troubles/outage', 'refused', 'refused', 'no token'],
  ])('%s %s: viewers %s, editors %s, administrators %s', (method, path, viewer, editor, admin) => {
    expect([passes('Viewer', method, path), passes('Editor', method, path), passes('Admin', method, path)]).toEqual([
      viewer,
      editor,
      admin,
    ]);
  });

  it('sends the reading token with nothing that writes, even where a path gets round the list', () => {
    const reading = pluginJson.routes.filter(({ reqRole }) => reqRole === undefined);
    for (const { headers } of reading) {
      expect(headers?.[0].content).toBe('{{ if .SecureJsonData.token }}Bearer {{ .SecureJsonData.token }}{{ end }}');
    }
  });
});
