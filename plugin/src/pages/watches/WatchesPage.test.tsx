import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { apiError } from '../../shared/api/errors';
import { fakeApi } from '../../test-support/fake-api';
import { aWatch, aWatchDetail, T0 } from '../../test-support/fixtures';
import { renderPage } from '../../test-support/render-page';

function withWatch(change: Parameters<typeof aWatchDetail>[0] = {}) {
  const api = fakeApi();
  const detail = aWatchDetail(change);
  api.watches.mockResolvedValue({ watches: [aWatch(), detail.watch] });
  api.watch.mockResolvedValue(detail);
  return api;
}

const OPEN = 'watches?watch=orders';

describe('the watches', () => {
  it('lists them with their state, and finds one', async () => {
    const { user } = await renderPage('watches', { api: withWatch() });
    expect(await screen.findAllByTestId('tidemark-watch-row')).toHaveLength(2);

    await user.type(screen.getByLabelText('Find a watch'), 'ORD');

    expect(screen.getAllByTestId('tidemark-watch-row')).toHaveLength(1);
  });

  it('opens one, and keeps that in the address', async () => {
    const { visited, user } = await renderPage('watches', { api: withWatch() });
    await user.click(await screen.findByRole('button', { name: /orders/ }));
    expect(visited).toEqual(['watches?watch=orders']);
    expect(await screen.findByText(/94\.8 %/)).toBeInTheDocument();
    expect(screen.getByText('3: 1 learning, 2 normal')).toBeInTheDocument();
    expect(screen.getByRole('meter', { name: 'Alert budget: 1 of 3 a week used' })).toBeInTheDocument();
  });

  it('says why a source does not answer, and what to do', async () => {
    const { pull } = aWatchDetail();
    const lastError = { code: 'X', message: 'main did not answer in 10 s.', help: 'Look at its load.', atMs: T0 };
    await renderPage(OPEN, {
      api: withWatch({ pull: pull === null ? null : { ...pull, state: 'failing', lastError } }),
    });
    expect(await screen.findByText(/10 s\. Look at its load\./)).toBeInTheDocument();
  });

  it('mutes for a while', async () => {
    const { api, user } = await renderPage(OPEN, { api: withWatch() });
    await user.click(await screen.findByRole('button', { name: 'Mute' }));
    await user.click(await screen.findByRole('menuitem', { name: 'For an hour' }));
    expect(api.muteWatch).toHaveBeenCalledWith('orders', { until: 'now+1h', by: 'ada' });
  });

  it('lifts a mute', async () => {
    const muted = aWatchDetail();
    const watch = { ...muted.watch, mute: { untilMs: null, reason: '', by: 'ada', atMs: T0 } };
    const { api, user } = await renderPage(OPEN, { api: withWatch({ watch }) });
    await user.click(await screen.findByRole('button', { name: 'Unmute' }));
    expect(api.unmuteWatch).toHaveBeenCalledWith('orders');
  });

  it('deletes only after asking', async () => {
    const { api, user } = await renderPage(OPEN, { api: withWatch() });
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(api.deleteWatch).not.toHaveBeenCalled();

    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));

    expect(api.deleteWatch).toHaveBeenCalledWith('orders');
  });

  it('does not offer to delete what a file configures', async () => {
    const detail = aWatchDetail();
    await renderPage(OPEN, { api: withWatch({ watch: { ...detail.watch, origin: 'config' } }) });
    expect(await screen.findByRole('link', { name: 'Try other settings' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  });

  it('leads to the other pages that show a watch', async () => {
    await renderPage(OPEN, { api: withWatch() });
    for (const [name, page] of Object.entries({ Explore: 'explore', Incidents: 'incidents', Forecast: 'forecast' })) {
      expect(await screen.findByRole('link', { name })).toHaveAttribute('href', `${page}?watch=orders`);
    }
  });

  it('shows viewers everything, and lets them change nothing', async () => {
    await renderPage(OPEN, { api: withWatch(), canEdit: false });
    expect(await screen.findByRole('link', { name: 'Explore' })).toBeInTheDocument();
    for (const name of ['Delete', 'Unmute', 'Mute', 'Create alert rule']) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
  });

  it('says that a watch is gone', async () => {
    await renderPage('watches?watch=gone', { api: withWatch() });
    expect(await screen.findByText(/“gone” is not there any more/)).toBeInTheDocument();
  });

  it('says why a change was refused', async () => {
    const api = withWatch();
    api.deleteWatch.mockRejectedValue(apiError(403, undefined));
    const { user } = await renderPage(OPEN, { api });
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText(/in Grafana the Editor role/)).toBeInTheDocument();
  });
});
