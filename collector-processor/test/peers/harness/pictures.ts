import type { Page } from 'playwright-core';

export type Picture = OfApp | OfDashboard;

interface Any {
  /** docs/images/NAME.png */
  readonly name: string;
  /** plugin/src/img/CATALOG.png too. */
  readonly catalog?: string;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en-US' | 'de-DE';
  readonly size?: { readonly width: number; readonly height: number };
  /** Resolves when what is to be seen is there. */
  ready(page: Page): Promise<unknown>;
}

interface OfApp extends Any {
  /** Below the app's address; it is told the expression that Prometheus has four weeks of. */
  path(expr: string): string;
}

interface OfDashboard extends Any {
  readonly dashboard: string;
}

const TRAFFIC = '/d/tidemark-traffic?kiosk&from=now-15m';
/** Prometheus answers up to five minutes past now with what it saw last: only panels of ours look ahead. */
const AHEAD = '&to=now%2B2m';
const HALF = { width: 1100, height: 420 };

const text = (pattern: RegExp) => (page: Page) => page.getByText(pattern).first().waitFor();
/** The graphs of the dashboard, each drawn, and nothing more on its way: annotations come last. */
const allPanels = async (page: Page) => {
  await page.waitForFunction(() => document.querySelectorAll('canvas').length >= 8);
  await page.getByText('Cancel', { exact: true }).waitFor({ state: 'detached' });
};
const graph = (page: Page) => page.locator('canvas').first().waitFor();
const panel = (id: number, to = '&to=now') => ({
  dashboard: `${TRAFFIC}${to}&viewPanel=panel-${id}`,
  ...{ size: HALF, ready: graph },
});
const trial = (expr: string) => `backtest?expr=${encodeURIComponent(expr)}&name=hits_by_route&measure=rate`;
const openFirst = async (page: Page) => {
  await page.getByTestId('tidemark-incident').first().getByRole('button').first().click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
};

/** Every overlay and every page of the app; light and German where that looks different enough. */
export const PICTURES: readonly Picture[] = [
  {
    name: 'grafana-dashboard',
    catalog: 'dashboard',
    dashboard: `${TRAFFIC}&to=now`,
    size: { width: 1440, height: 1600 },
    ready: allPanels,
  },
  { name: 'overlay-a-datasource', ...panel(5) },
  { name: 'overlay-b-promql', ...panel(6) },
  { name: 'overlay-c-panel', catalog: 'panel', ...panel(7, AHEAD) },
  { name: 'overlay-c-panel-light', theme: 'light', ...panel(7, AHEAD) },
  { name: 'overlay-d-annotations', ...panel(9) },
  { name: 'app-incidents', catalog: 'incidents', path: () => 'incidents?status=', ready: text(/Drop to zero/) },
  { name: 'app-incidents-light', theme: 'light', path: () => 'incidents?status=', ready: text(/Drop to zero/) },
  { name: 'app-incidents-german', language: 'de-DE', path: () => 'incidents?status=', ready: text(/erwartet wurden/) },
  {
    name: 'app-incident',
    catalog: 'incident',
    path: () => 'incidents?status=',
    ready: openFirst,
    size: { width: 1440, height: 1200 },
  },
  {
    name: 'app-explore',
    path: () => 'explore?watch=requests&range=15m',
    ready: graph,
    size: { width: 1440, height: 1000 },
  },
  {
    name: 'app-explore-light',
    theme: 'light',
    path: () => 'explore?watch=requests&range=15m',
    ready: graph,
    size: { width: 1440, height: 1000 },
  },
  {
    name: 'app-forecast',
    path: () => 'forecast?watch=requests',
    ready: (page) => page.getByRole('table', { name: 'Models and their errors' }).waitFor(),
    size: { width: 1440, height: 1200 },
  },
  { name: 'app-watches', catalog: 'watches', path: () => 'watches?watch=requests', ready: text(/Create alert rule/) },
  {
    name: 'app-watch-a-graph',
    catalog: 'watch-a-graph',
    path: trial,
    ready: text(/alerts? a week/),
    size: { width: 1440, height: 1200 },
  },
  {
    name: 'app-watch-a-graph-light',
    theme: 'light',
    path: trial,
    ready: text(/alerts? a week/),
    size: { width: 1440, height: 1200 },
  },
  {
    name: 'app-settings',
    path: () => 'settings',
    ready: text(/answers: \d+ watches/),
    size: { width: 1440, height: 640 },
  },
];

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
