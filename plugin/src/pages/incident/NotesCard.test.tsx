import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Note, NotesAnswer } from '../../grafana/read-notes';
import { anIncident, T0 } from '../../test-support/fixtures';
import { fakeGrafana, renderPart } from '../../test-support/render-page';
import type { GrafanaHost } from '../host';
import { NotesCard } from './NotesCard';

const MINUTE_MS = 60_000;

function aNote(minutes: number, change: Partial<Note> = {}): Note {
  const startMs = T0 + minutes * MINUTE_MS;
  return { id: minutes, startMs, endMs: startMs, text: `noted ${minutes}`, tags: [], dashboardUid: null, ...change };
}

const show = (answer: NotesAnswer, grafana: GrafanaHost | null = fakeGrafana()) =>
  renderPart(<NotesCard incident={anIncident()} answer={answer} window={{ fromMs: 1, toMs: 2 }} />, { grafana });
const shown = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('what was noted around an incident', () => {
  it('says that nothing was, and what would stand here', async () => {
    await show({ status: 'read', notes: [] });

    expect(screen.getByText(/^Nothing\. What is noted as an annotation, such as a deployment/)).toBeInTheDocument();
    expect(shown()).toEqual([]);
  });

  it('says why Grafana does not tell, as Grafana does', async () => {
    await show({ status: 'refused', message: 'No <b>right</b> & reason' });

    expect(screen.getByText('Grafana does not tell: No <b>right</b> & reason')).toBeInTheDocument();
    expect(screen.queryByText(/^Nothing/)).not.toBeInTheDocument();
  });

  it('tells each with its tags and when it was, tags once', async () => {
    const notes = [
      aNote(-12, { text: 'shop 1.42.0', tags: ['deploy', 'shop'] }),
      aNote(3, { text: '', tags: ['load'] }),
    ];
    await show({ status: 'read', notes });

    expect(shown()).toEqual([
      'shop 1.42.0deployshopSat 21 Nov, 07:48 · 12 min before it began',
      'loadSat 21 Nov, 08:03 · 3 min after it began',
    ]);
  });

  it('leads to the dashboard of a note that is on one, at the time of the incident', async () => {
    const dashboardHref = jest.fn<GrafanaHost['dashboardHref']>((uid) => `/d/${uid}`);
    const answer: NotesAnswer = { status: 'read', notes: [aNote(-2, { dashboardUid: 'traffic' }), aNote(-1)] };
    const { unmount } = await show(answer, fakeGrafana({ dashboardHref }));

    const [there, everywhere] = screen.getAllByRole('listitem');
    expect(within(there).getByRole('link', { name: 'noted -2' })).toHaveAttribute('href', '/d/traffic');
    expect(dashboardHref).toHaveBeenCalledWith('traffic', { fromMs: 1, toMs: 2 });
    expect(within(everywhere).queryByRole('link')).not.toBeInTheDocument();
    unmount();

    await show(answer, null);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('shows the eight nearest of many, and says so', async () => {
    const notes = Array.from({ length: 9 }, (_, i) => aNote(i - 10));
    const { unmount } = await show({ status: 'read', notes });

    expect(shown()).toHaveLength(8);
    expect(screen.queryByText('noted -10')).not.toBeInTheDocument();
    expect(screen.getByText('The nearest 8 of 9.')).toBeInTheDocument();
    unmount();

    await show({ status: 'read', notes: notes.slice(1) });
    expect(shown()).toHaveLength(8);
    expect(screen.queryByText(/The nearest/)).not.toBeInTheDocument();
  });
});
