import type { TestBrowser } from './browser.ts';
import type { Grafana } from './grafana-api.ts';

/** A page of its own, signed in to Grafana as the admin. */
export async function signedInPage(browser: TestBrowser, grafana: Grafana, colorScheme: 'light' | 'dark' = 'dark') {
  const opened = await browser.page({ colorScheme });
  const data = { user: grafana.user, password: grafana.password };
  const answer = await opened.page.request.post(`${grafana.url}/login`, { data });
  if (!answer.ok()) throw new Error(`Grafana does not let ${grafana.user} in: ${answer.status()}`);
  return opened;
}

/** The address of a page of the app. */
export function appUrl({ url }: Grafana, path: string): string {
  return `${url}/a/tidemark-anomaly-app/${path}`;
}
