import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { parseState } from '../../shared/workspace/workspace-state';
import { anIncident, anIncidentDetail, T0 } from '../../test-support/fixtures';
import { fakeGrafana, renderPart } from '../../test-support/render-page';
import type { GrafanaHost } from '../host';
import { IncidentActions } from './IncidentActions';

const panel = { dashboard: 'shop', id: 7, variables: [] };
const watch = { name: 'requests', unit: 'req/s', stepMs: 60_000, description: '', panel };
const note = { id: 1, startMs: T0, endMs: T0, text: 'shop 1.42.0', tags: [], dashboardUid: null };

function show(change: Parameters<typeof anIncidentDetail>[0] = {}, grafana: GrafanaHost | null = null) {
  const detail = anIncidentDetail(change);
  return renderPart(<IncidentActions detail={detail} notes={[note]} nowMs={T0 + 900_000} />, { grafana });
}

describe('what can be done with an incident', () => {
  it("leads to its watch's panel, for its series and its time", async () => {
    const panelHref = jest.fn<GrafanaHost['panelHref']>(() => '/d/shop');
    await show({ watch, window: { fromMs: 1000, toMs: 2000, series: null } }, fakeGrafana({ panelHref }));

    expect(screen.getByRole('link', { name: 'Dashboard' })).toHaveAttribute('href', '/d/shop');
    expect(panelHref).toHaveBeenCalledWith(
      expect.objectContaining({ panel, labels: { 'service.name': 'shop' }, fromMs: 1000, toMs: 2000 }),
    );
  });

  it.each([
    ['its watch is gone', null],
    ['its watch is of no panel', { ...watch, panel: null }],
  ])('leads to no panel where %s', async (_why, of) => {
    await show({ watch: of }, fakeGrafana());

    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Explore']);
  });

  it('leads to the graph of its series, at its time, with it selected', async () => {
    const { visited, user } = await show({ window: { fromMs: 1000, toMs: 2000, series: null } });

    await user.click(screen.getByRole('link', { name: 'Explore' }));

    const [path, search] = visited[0].split('?');
    expect(path).toBe('explore');
    expect(parseState(new URLSearchParams(search))).toEqual({
      ...{ watch: 'requests', series: { 'service.name': 'shop' }, incidentId: 'incident-1' },
      range: { kind: 'fixed', fromMs: 1000, toMs: 2000 },
    });
  });

  it('puts the report on the clipboard, with what was noted, and says so', async () => {
    // Only a secure page may use the clipboard.
    Object.defineProperty(window, 'isSecureContext', { value: true, configurable: true });
    const { user } = await show({ incident: anIncident({ id: 'a/b' }) });
    expect(screen.queryByText('Copied')).not.toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Copy as text' }));

    expect(await screen.findByText('Copied')).toBeInTheDocument();
    const lines = (await navigator.clipboard.readText()).split('\n');
    expect(lines[0]).toBe('Drop to zero · requests shop');
    expect(lines).toContain('- Noted: shop 1.42.0 (as it began)');
    expect(lines).toContain('http://localhost/incidents/a%2Fb');
  });
});
