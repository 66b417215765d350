import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grafanaOf, type Grafana } from './harness/grafana-api.ts';
import { log } from './harness/paths.ts';

const given = grafanaOf(process.env);
if (given === null) log('skipping roles in Grafana: GRAFANA_URL is not set (docs/real-peers.md)');
const describeWithGrafana = given === null ? describe.skip : describe;

type Role = 'Viewer' | 'Editor' | 'Admin';
const ROLES: readonly Role[] = ['Viewer', 'Editor', 'Admin'];
const REFUSED = 403;

/** Real users of each role, asking Tidemark through Grafana's proxy. */
describeWithGrafana('roles, by the routes of the datasource', () => {
  const grafana = given as Grafana;
  const users = new Map<Role, { id: number; authorization: string }>();

  beforeAll(async () => {
    for (const role of ROLES) {
      const login = `tidemark-${role.toLowerCase()}-${randomUUID()}`;
      const password = randomUUID();
      const { id } = await asAdmin<{ id: number }>('POST', '/api/admin/users', { login, password, name: login });
      await asAdmin('PATCH', `/api/org/users/${id}`, { role });
      users.set(role, { id, authorization: basic(login, password) });
    }
  }, 60_000);

  afterAll(async () => {
    for (const { id } of users.values()) await asAdmin('DELETE', `/api/admin/users/${id}`);
  });

  it.each<[string, string, unknown, readonly Role[]]>([
    ['GET', '/api/v1/watches', undefined, ROLES],
    ['GET', '/api/v1/incidents', undefined, ROLES],
    ['POST', '/api/v1/incidents/verdicts', { ids: ['none-of-this-name'], verdict: 'real' }, ['Editor', 'Admin']],
    ['DELETE', '/api/v1/watches/none_of_this_name', undefined, ['Editor', 'Admin']],
    ['POST', '/api/v1/backtests', {}, ['Editor', 'Admin']],
    ['GET', '/api/v1/backtests/none-of-this-id', undefined, ['Editor', 'Admin']],
    ['POST', '/api/v1/admin/sources/none/check', {}, ['Admin']],
    ['POST', '/api/v1/something/new', {}, ['Admin']],
  ])('%s %s', async (method, path, body, allowed) => {
    const refused: Role[] = [];
    for (const role of ROLES) {
      const answer = await fetch(`${grafana.url}/api/datasources/proxy/uid/tidemark${path}`, {
        method,
        headers: { authorization: users.get(role)?.authorization ?? '', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status === REFUSED && (await answer.text()).includes('access denied')) refused.push(role);
    }
    expect(refused).toEqual(ROLES.filter((role) => !allowed.includes(role)));
  });

  async function asAdmin<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${grafana.url}${path}`, {
      method,
      headers: { authorization: basic(grafana.user, grafana.password), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Grafana answers ${response.status} to ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }
});

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
