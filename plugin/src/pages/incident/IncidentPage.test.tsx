import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { apiError } from '../../shared/api/errors';
import { fakeApi } from '../../test-support/fake-api';
import { anIncident, anIncidentDetail, T0 } from '../../test-support/fixtures';
import { fakeGrafana, renderPage } from '../../test-support/render-page';

function withDetail(change: Parameters<typeof anIncidentDetail>[0] = {}) {
  const api = fakeApi();
  api.incidentDetail.mockResolvedValue(anIncidentDetail(change));
  return api;
}

describe('the page of an incident', () => {
  it('says what happened, and that it was alone and the first', async () => {
    await renderPage('incidents/incident-1', { api: withDetail() });

    expect(await screen.findByRole('heading', { name: 'Drop to zero · requests' })).toBeInTheDocument();
    expect(screen.getByText(/0 req\/s, where 40 req\/s were expected/)).toBeInTheDocument();
    expect(screen.getByText('12,000 requests lost')).toBeInTheDocument();
    expect(screen.getByText('Nothing else: it is this series alone.')).toBeInTheDocument();
    expect(screen.getByText('None: this is the first.')).toBeInTheDocument();
  });

  it('shows what else moved, and what earlier ones turned out to be', async () => {
    const moved = {
      ...{ watch: 'latency', labels: { 'service.name': 'pay' }, peakMs: T0, peakScore: 1.7 },
      ...{ peakValue: 2, peakExpected: 1, direction: 1 },
    };
    await renderPage('incidents/incident-1', {
      api: withDetail({
        alongside: [anIncident({ id: '7', watch: 'errors', class: 'spike' })],
        moved: [moved],
        similar: {
          ...{ incidents: [anIncident({ id: '3' })], total: 12, sameClass: 8 },
          verdicts: { real: 5, false_alarm: 3, expected: 0, none: 4 },
        },
      }),
    });

    const else_ = await screen.findByRole('region', { name: 'What else moved at the time' });
    expect(within(else_).getByRole('link', { name: /Spike · errors/ })).toHaveAttribute('href', 'incidents/7');
    expect(within(else_).getByRole('link', { name: 'latency pay' })).toHaveAttribute(
      'href',
      expect.stringMatching(/^explore\?watch=latency/),
    );
    expect(
      screen.getByText('12 before, 8 of the same class: 3 called false alarms, 5 real, 4 not judged.'),
    ).toBeInTheDocument();
  });

  it('links to the panel that its watch comes from, at its time; not outside of Grafana', async () => {
    const panel = { dashboard: 'shop', id: 7, variables: [] };
    const watch = { name: 'requests', unit: 'req/s', stepMs: 60_000, description: '', panel };
    const { unmount } = await renderPage('incidents/incident-1', {
      api: withDetail({ watch }),
      grafana: fakeGrafana(),
    });
    expect(await screen.findByRole('link', { name: 'Dashboard' })).toHaveAttribute('href', '/d/shop?viewPanel=7');
    unmount();

    await renderPage('incidents/incident-1', { api: withDetail({ watch }) });
    await screen.findByRole('link', { name: 'Explore' });
    expect(screen.queryByRole('link', { name: 'Dashboard' })).not.toBeInTheDocument();
  });

  it('shows what was noted in Grafana before it, with a link to its dashboard', async () => {
    const note = { endMs: T0 - 720_000, startMs: T0 - 720_000, text: 'shop 1.42.0', tags: ['deploy'] };
    const readNotes = jest.fn(async (_range: object) => ({
      ...{ status: 'read' as const },
      notes: [
        { ...note, id: 1, dashboardUid: 'traffic' },
        { ...note, id: 2, text: '', tags: ['maintenance'], dashboardUid: null },
      ],
    }));
    await renderPage('incidents/incident-1', { api: withDetail(), grafana: fakeGrafana({ readNotes }) });

    const card = await screen.findByRole('region', { name: /Noted in Grafana/ });
    expect(within(card).getByRole('link', { name: 'shop 1.42.0' })).toHaveAttribute('href', '/d/traffic');
    expect(within(card).getByText('deploy')).toBeInTheDocument();
    expect(within(card).getAllByText('Sat 21 Nov, 07:48 · 12 min before it began')).toHaveLength(2);
    expect(within(card).getByText('maintenance')).toBeInTheDocument();
    expect(readNotes).toHaveBeenCalledWith({ fromMs: T0 - 3_600_000, toMs: T0 + 300_000 });
  });

  it('asks for what was noted up to its end, once it has ended', async () => {
    const open = anIncident({ status: 'open', endMs: null, closedBecause: null });
    const api = withDetail();
    api.incidentDetail.mockResolvedValueOnce(anIncidentDetail({ incident: open }));
    const grafana = fakeGrafana();
    const { user } = await renderPage('incidents/incident-1', { api, grafana });
    expect(await screen.findByText(/^open for/)).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Real' }));

    expect(await screen.findByText('Recovered, lasted 5 min')).toBeInTheDocument();
    expect(grafana.readNotes).toHaveBeenLastCalledWith({ fromMs: T0 - 3_600_000, toMs: T0 + 300_000 });
  });

  it('says that nothing was noted, or why Grafana does not tell', async () => {
    const { unmount } = await renderPage('incidents/incident-1', { api: withDetail(), grafana: fakeGrafana() });
    expect(await screen.findByText(/Nothing. What is noted as an annotation/)).toBeInTheDocument();
    unmount();

    const readNotes = async () => ({ status: 'refused' as const, message: 'Permission denied' });
    await renderPage('incidents/incident-1', { api: withDetail(), grafana: fakeGrafana({ readNotes }) });
    expect(await screen.findByText('Grafana does not tell: Permission denied')).toBeInTheDocument();
  });

  it('copies itself as text, with its address', async () => {
    // Only a secure page may use the clipboard.
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    const { user } = await renderPage('incidents/incident-1', { api: withDetail() });

    await user.click(await screen.findByRole('button', { name: 'Copy as text' }));

    const text = await navigator.clipboard.readText();
    expect(text).toContain('Drop to zero · requests shop');
    expect(text).toMatch(/^http:\/\/localhost\/incidents\/incident-1$/m);
  });

  it('takes a verdict with a comment', async () => {
    const { api, user } = await renderPage('incidents/incident-1', { api: withDetail() });
    await user.type(await screen.findByLabelText('Comment (optional)'), 'The campaign');
    await user.click(screen.getByRole('button', { name: 'Expected' }));
    expect(api.verdict).toHaveBeenCalledWith('incident-1', { verdict: 'expected', comment: 'The campaign', by: 'ada' });
  });

  it('says that the steps have aged out', async () => {
    await renderPage('incidents/incident-1', { api: withDetail({ window: { fromMs: 0, toMs: 1, series: null } }) });
    expect(await screen.findByText(/have aged out/)).toBeInTheDocument();
  });

  it('says what is wrong with an address of one that is not there', async () => {
    const api = fakeApi();
    const error = { code: 'TLERR_NOT_FOUND', message: 'There is no incident x.', help: 'It may have aged out.' };
    api.incidentDetail.mockRejectedValue(apiError(404, { error }));
    await renderPage('incidents/x', { api });
    expect(await screen.findByText('There is no incident x. It may have aged out.')).toBeInTheDocument();
  });
});
