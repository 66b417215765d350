/** A Grafana that somebody started with the plugin and provisioning/, as an admin: GRAFANA_URL, GRAFANA_USER, GRAFANA_PASSWORD. */
export interface Grafana {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  get<T>(path: string): Promise<T>;
  /** A request that changes something, as the admin; rules and contact points stay editable (no provenance). */
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

export function grafanaOf(env: NodeJS.ProcessEnv): Grafana | null {
  const url = env['GRAFANA_URL']?.replace(/\/$/, '');
  if (!url) return null;
  const user = env['GRAFANA_USER'] ?? 'admin';
  const password = env['GRAFANA_PASSWORD'] ?? 'admin';
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = { authorization, 'content-type': 'application/json', 'x-disable-provenance': 'true' };
    const response = await fetch(`${url}${path}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Grafana answers ${response.status} to ${method} ${path}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  return { url, user, password, get: (path) => ask('GET', path), send: ask };
}
