/** A Grafana that somebody started with the plugin and provisioning/, as an admin: GRAFANA_URL, GRAFANA_USER, GRAFANA_PASSWORD. */
export interface Grafana {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  get<T>(path: string): Promise<T>;
}

export function grafanaOf(env: NodeJS.ProcessEnv): Grafana | null {
  const url = env['GRAFANA_URL']?.replace(/\/$/, '');
  if (!url) return null;
  const user = env['GRAFANA_USER'] ?? 'admin';
  const password = env['GRAFANA_PASSWORD'] ?? 'admin';
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return {
    url,
    user,
    password,
    async get<T>(path: string) {
      const response = await fetch(`${url}${path}`, { headers: { authorization } });
      if (!response.ok) throw new Error(`Grafana answers ${response.status} to ${path}: ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}
