import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anIncident } from '../../test-support/fixtures';
import { incidentFrame } from '../frames/incidents';
import { incidentsAt, regionsOf } from '../view/regions';
import { IncidentCard, type IncidentCardProps } from './IncidentCard';
import type { GiveVerdict } from './use-card-verdict';

const incidents = [
  anIncident({ id: 'small', severity: 20, class: 'spike', explanation: 'A spike.' }),
  anIncident({ id: 'large', severity: 90, status: 'open', endMs: null }),
];
const regions = incidentsAt(
  regionsOf([
    incidentFrame(incidents, { refId: 'A', unitOf: () => '', linkTo: ({ id }) => `/a/${id}`, datasourceUid: 'ds' }),
  ]),
  anIncident().startMs,
  0,
);

function show(change: Partial<IncidentCardProps> = {}) {
  const onClose = jest.fn();
  render(<IncidentCard regions={regions} formats={{ time: (ms) => `at ${ms}` }} onClose={onClose} {...change} />);
  return { onClose, user: userEvent.setup() };
}

describe('IncidentCard', () => {
  it('shows the most severe first, with its link, and takes the focus', () => {
    show();

    expect(screen.getByRole('dialog')).toHaveFocus();
    expect(screen.getByText('Drop to zero · shop')).toBeInTheDocument();
    expect(screen.getByText(/Severity 90 \(critical\) · since at/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Open incident/ })).toHaveAttribute('href', '/a/large');
  });

  it('goes on to the others', async () => {
    const { user } = show();
    await user.click(screen.getByRole('button', { name: 'Next' }));

    expect(screen.getByText('A spike.')).toBeInTheDocument();
    expect(screen.getByText('2 / 2')).toBeInTheDocument();
  });

  it('sends a verdict and keeps it pressed', async () => {
    const onVerdict = jest.fn<GiveVerdict>().mockResolvedValue();
    const { user, onClose } = show({ onVerdict });
    await user.click(screen.getByRole('button', { name: 'False alarm' }));

    expect(onVerdict).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'large', datasourceUid: 'ds' }),
      'false_alarm',
    );
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'False alarm' })).toHaveAttribute('aria-pressed', 'true'),
    );
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
  });

  it('says why a verdict was not kept', async () => {
    const { user } = show({ onVerdict: () => Promise.reject(new Error('A verdict needs the Editor role.')) });
    await user.click(screen.getByRole('button', { name: 'Real' }));

    expect(await screen.findByRole('alert')).toHaveTextContent('A verdict needs the Editor role.');
  });

  it('has no verdict where none can be given, and closes on Escape', async () => {
    const { user, onClose } = show();

    expect(screen.queryByRole('button', { name: 'Real' })).not.toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
  });
});
