import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { apiError } from '../../shared/api/errors';
import { fakeApi } from '../../test-support/fake-api';
import { aBacktest, aSource, aWatchDetail, T0 } from '../../test-support/fixtures';
import { fakeGrafana, renderPage } from '../../test-support/render-page';
import { formatGraph, type GraphToWatch } from '../graph-to-watch';

const PANEL = { dashboardUid: 'shop', dashboardTitle: 'Shop', id: 7 };
const GRAPH: GraphToWatch = {
  title: 'Orders',
  queries: [
    { refId: 'A', expr: 'sum(rate(orders[$__rate_interval]))', datasourceUid: 'prom' },
    { refId: 'B', expr: 'sum(errors)', datasourceUid: 'prom' },
  ],
  panel: PANEL,
};
const ADDRESS = `backtest?${new URLSearchParams({ graph: formatGraph(GRAPH) }).toString()}`;

const found = () => screen.findByRole('region', { name: 'What it would have found' });
const watch = () => screen.getByRole('button', { name: 'Watch' });

describe('watching a graph', () => {
  it('tries it at once, with the settings that people usually want', async () => {
    const { api } = await renderPage(ADDRESS);

    expect(await found()).toHaveTextContent('0.5 alerts a week: 1 incident in 14 days on 1 series');
    expect(api.startBacktest.mock.calls[0][0]).toMatchObject({
      watch: {
        name: 'orders',
        source: { promql: 'sum(rate(orders[75s]))', from: 'main' },
        measure: 'rate',
        step: '60s',
      },
      ...{ start: 'now-14d', end: 'now' },
    });
  });

  it('tries again when a knob is turned, and puts that into the address', async () => {
    const { api, visited, user } = await renderPage(ADDRESS);
    await found();

    await user.click(screen.getByRole('radio', { name: 'Too little' }));

    await waitFor(() => expect(api.startBacktest).toHaveBeenCalledTimes(2));
    expect(api.startBacktest.mock.calls[1][0].watch).toMatchObject({ direction: 'down' });
    expect(visited.at(-1)).toContain('direction=down');
  });

  it('prefers the source that says it is the same Prometheus', async () => {
    const api = fakeApi();
    api.sources.mockResolvedValue({ sources: [aSource(), aSource({ name: 'eu', grafanaUid: 'prom' })] });
    await renderPage(ADDRESS, { api });
    await waitFor(() => expect(api.startBacktest).toHaveBeenCalled());
    expect(api.startBacktest.mock.calls[0][0].watch.source).toMatchObject({ from: 'eu' });
  });

  it('saves, draws on the panel and goes there', async () => {
    const grafana = fakeGrafana();
    const { api, user } = await renderPage(ADDRESS, { grafana });
    await found();

    await user.click(watch());
    expect(api.createWatch.mock.calls[0][0]).toMatchObject({
      name: 'orders',
      description: 'Orders on the dashboard Shop',
      panel: { dashboard: 'shop', id: 7 },
    });
    await user.click(await screen.findByRole('button', { name: 'Overlay on this panel' }));

    expect(grafana.saveOverlay).toHaveBeenCalledWith(PANEL, 'orders');
    await waitFor(() => expect(grafana.openDashboard).toHaveBeenCalledWith(PANEL));
  });

  it('goes to the panel when the history is learned', async () => {
    const grafana = fakeGrafana();
    const { api, user } = await renderPage(ADDRESS, { grafana });
    await found();
    const learning = aWatchDetail();
    let finish = () => {};
    api.watch
      .mockResolvedValueOnce({ ...learning, pull: { ...learning.pull!, state: 'backfilling' } })
      .mockReturnValueOnce(new Promise((resolve) => (finish = () => resolve(learning))));

    await user.click(watch());
    await user.click(await screen.findByRole('button', { name: 'Overlay on this panel' }));

    expect(await screen.findByRole('button', { name: 'Learning its history…' })).toBeDisabled();
    await waitFor(() => expect(api.watch).toHaveBeenCalledTimes(2));
    expect(grafana.openDashboard).not.toHaveBeenCalled();
    finish();
    await waitFor(() => expect(grafana.openDashboard).toHaveBeenCalledWith(PANEL));
  });

  it('gives the query where the dashboard may not be changed', async () => {
    const byHand = { status: 'by_hand', reason: 'This dashboard is provisioned.', json: '{"kind":"bands"}' } as const;
    const grafana = fakeGrafana({ saveOverlay: async () => byHand });
    const { user } = await renderPage(ADDRESS, { grafana });
    await found();

    await user.click(watch());
    await user.click(await screen.findByRole('button', { name: 'Overlay on this panel' }));

    expect(await screen.findByText(/This dashboard is provisioned/)).toBeInTheDocument();
    expect(screen.getByText('{"kind":"bands"}')).toBeInTheDocument();
    expect(grafana.openDashboard).not.toHaveBeenCalled();
  });

  it('makes the alert rule on the panel’s own Prometheus and opens it', async () => {
    const grafana = fakeGrafana();
    const { user } = await renderPage(ADDRESS, { grafana });
    await found();

    await user.click(watch());
    await user.click(await screen.findByRole('button', { name: 'Create alert rule' }));

    expect(grafana.createAlertRule).toHaveBeenCalledWith(
      expect.objectContaining({ watch: 'orders', likelyPrometheusUid: 'prom', panel: PANEL }),
    );
    expect(grafana.openAlertRule).toHaveBeenCalledWith('rule');
  });

  it('changes a watch that there is, under its own name', async () => {
    const { api, user } = await renderPage('backtest?edit=orders');
    await found();

    await user.click(screen.getByRole('button', { name: 'Save changes' }));

    expect(api.updateWatch.mock.calls[0]).toMatchObject(['orders', { name: 'orders', source: { promql: 'orders' } }]);
    expect(screen.getByLabelText('Name of the watch')).toBeDisabled();
  });

  it('tells a viewer who can, and asks nothing of Prometheus', async () => {
    const { api } = await renderPage(ADDRESS, { canEdit: false });
    expect(await screen.findByText(/it needs the role Editor/)).toBeInTheDocument();
    expect(api.startBacktest).not.toHaveBeenCalled();
  });

  it.each([
    [
      'Prometheus is slow',
      { code: 'X', message: 'main did not answer in 30 s.', help: 'Ask for fewer weeks.', atMs: T0 },
      /30 s\. Ask for fewer weeks/,
    ],
    [
      'there are too many series',
      { code: 'X', message: 'It gives 100000 series.', help: 'Sum them.', atMs: T0 },
      /100000 series\. Sum them/,
    ],
  ])('says what to do when %s', async (_, error, sentence) => {
    const api = fakeApi();
    api.backtest.mockResolvedValue(aBacktest({ state: 'failed', error, result: null }));
    await renderPage(ADDRESS, { api });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it.each([
    [
      'no source is configured',
      (api: ReturnType<typeof fakeApi>) => api.sources.mockResolvedValue({ sources: [] }),
      /Tidemark knows no Prometheus yet/,
    ],
    [
      'nothing answers',
      (api: ReturnType<typeof fakeApi>) => api.sources.mockRejectedValue(apiError(0, undefined)),
      /Nothing answers at this address/,
    ],
  ])('says what to do when %s', async (_, prepare, sentence) => {
    const api = fakeApi();
    prepare(api);
    await renderPage(ADDRESS, { api });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says why a watch was not saved', async () => {
    const api = fakeApi();
    api.createWatch.mockRejectedValue(apiError(403, { message: 'plugin proxy route access denied' }));
    const { user } = await renderPage(ADDRESS, { api });
    await found();
    await user.click(watch());
    expect(await screen.findByText(/in Grafana the Editor role/)).toBeInTheDocument();
  });

  it('gives the lines that name a Prometheus, with its datasource in Grafana', async () => {
    const api = fakeApi();
    api.sources.mockResolvedValue({ sources: [] });
    await renderPage('backtest', { api, grafana: fakeGrafana() });

    expect(await screen.findByText(/url: 'http:\/\/localhost:9090', grafana_uid: prom }/)).toBeInTheDocument();
  });

  it('copies what was saved as YAML', async () => {
    const api = fakeApi();
    api.createWatch.mockResolvedValue(aWatchDetail({ yaml: 'name: orders\n' }));
    // Only a secure page may use the clipboard.
    Object.defineProperty(window, 'isSecureContext', { value: true });
    const { user } = await renderPage(ADDRESS, { api });
    await found();
    await user.click(watch());
    await user.click(await screen.findByRole('button', { name: 'Copy as YAML' }));
    expect(await navigator.clipboard.readText()).toBe('name: orders\n');
  });
});
