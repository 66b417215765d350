import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { apiError } from '../../shared/api/errors';
import { fakeApi } from '../../test-support/fake-api';
import { aRange, anIncident } from '../../test-support/fixtures';
import { renderPage } from '../../test-support/render-page';

const drop = anIncident({ id: '1', class: 'drop', status: 'open', labels: { 'service.name': 'shop' } });
const spike = anIncident({ id: '2', class: 'spike', labels: { 'service.name': 'pay' } });

function withIncidents(...incidents: Array<ReturnType<typeof anIncident>>) {
  const api = fakeApi();
  api.incidents.mockResolvedValue({
    incidents,
    total: incidents.length,
    sparks: incidents.map(() => aRange().series[0]),
  });
  return api;
}

const rows = () => screen.findAllByTestId('tidemark-incident');
const lastRequest = (api: ReturnType<typeof fakeApi>) => api.incidents.mock.lastCall?.[0];

describe('the inbox', () => {
  it('asks for what the address says, with a small picture of each', async () => {
    const { api } = await renderPage('incidents?status=open&class=drop&severity=40&watch=requests&order=severity', {
      api: withIncidents(drop),
    });

    expect(await rows()).toHaveLength(1);
    expect(screen.getByTestId('tidemark-sparkline').querySelector('path')).toHaveAttribute(
      'd',
      expect.stringMatching(/^M/),
    );
    expect(lastRequest(api)).toMatchObject({
      ...{ status: 'open', class: 'drop', minSeverity: 40, watch: 'requests', order: 'severity', limit: 50 },
    });
  });

  it('opens an incident on a page of its own', async () => {
    const { visited, user } = await renderPage('incidents', { api: withIncidents(drop) });
    const [row] = await rows();

    await user.click(within(row).getByText(drop.explanation));

    expect(visited).toEqual(['incidents/1']);
  });

  it('groups, and selects a group at once', async () => {
    const { user } = await renderPage('incidents?group=service', { api: withIncidents(drop, spike) });
    await rows();

    const shop = screen.getByRole('region', { name: 'shop' });
    await user.click(within(shop).getByRole('checkbox', { name: 'Select it' }));

    expect(screen.getByRole('region', { name: 'Selected incidents' })).toHaveTextContent('1 selected');
  });

  it('judges many with one request', async () => {
    const { api, user } = await renderPage('incidents', { api: withIncidents(drop, spike) });
    await rows();

    await user.click(screen.getByRole('checkbox', { name: 'Select all 2' }));
    await user.click(screen.getByRole('button', { name: 'All false alarm' }));

    expect(api.verdicts).toHaveBeenCalledWith({ ids: ['1', '2'], verdict: 'false_alarm', by: 'ada' });
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Selected incidents' })).not.toBeInTheDocument());
  });

  it('works by keys alone: down, select, down, judge', async () => {
    const { api, user } = await renderPage('incidents', { api: withIncidents(drop, spike) });
    const [first] = await rows();

    within(first).getAllByRole('button')[0].focus();
    await user.keyboard('jx');
    expect(screen.getByRole('region', { name: 'Selected incidents' })).toHaveTextContent('1 selected');
    await user.keyboard('r');

    expect(api.verdicts).toHaveBeenCalledWith({ ids: ['2'], verdict: 'real', by: 'ada' });
  });

  it('tells what began together in one row, for which one verdict counts, until it is opened', async () => {
    const cart = anIncident({ id: '3', class: 'drop', labels: { 'service.name': 'shop', 'http.route': '/cart' } });
    const { api, user } = await renderPage('incidents', { api: withIncidents(drop, cart) });

    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    const toggle = within(row).getByRole('button', { name: /1 more began with it: \/cart · a verdict is of all/ });
    await user.click(within(row).getByRole('button', { name: 'False alarm' }));
    expect(api.verdicts).toHaveBeenLastCalledWith({ ids: ['1', '3'], verdict: 'false_alarm', by: 'ada' });

    await user.click(toggle);
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    expect(await rows()).toHaveLength(2);
    // From the first row by keys alone: down, judge, up, close.
    await user.keyboard('jr');
    expect(api.verdicts).toHaveBeenLastCalledWith({ ids: ['3'], verdict: 'real', by: 'ada' });
    await user.keyboard('ko');
    expect(await rows()).toHaveLength(1);
  });

  it('says which verdicts were not kept', async () => {
    const api = withIncidents(drop, spike);
    api.verdicts.mockResolvedValue({ judged: [drop], failed: [{ id: '2', code: 'X', message: 'It has aged out.' }] });
    const { user } = await renderPage('incidents', { api });
    await rows();

    await user.click(screen.getByRole('checkbox', { name: 'Select all 2' }));
    await user.click(screen.getByRole('button', { name: 'All real' }));

    expect(await screen.findByText('1 of 2 were not judged: It has aged out.')).toBeInTheDocument();
  });

  it('lets a viewer look, and judge nothing, by keys neither', async () => {
    const { api, user } = await renderPage('incidents', { api: withIncidents(drop), canEdit: false });
    const [row] = await rows();

    expect(within(row).getByText('No verdict yet')).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    within(row).getAllByRole('button')[0].focus();
    await user.keyboard('f');
    expect(api.verdicts).not.toHaveBeenCalled();
  });

  it.each([
    ['incidents', /everything was where it should be/],
    ['incidents?class=drift', /No incidents like these/],
  ])('%s says what an empty list means', async (address, sentence) => {
    await renderPage(address, { api: withIncidents() });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says what to do when nothing answers', async () => {
    const api = fakeApi();
    api.incidents.mockRejectedValue(apiError(502, undefined));
    await renderPage('incidents', { api });
    expect(await screen.findByText(/Grafana's server cannot reach Tidemark/)).toBeInTheDocument();
  });
});
