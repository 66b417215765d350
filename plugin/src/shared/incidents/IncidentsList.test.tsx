import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { T0, anIncident } from '../../test-support/fixtures';
import { IncidentsList, type IncidentsListProps } from './IncidentsList';

function renderList(change: Partial<IncidentsListProps> = {}) {
  const props: IncidentsListProps = {
    incidents: [
      anIncident({ id: 'old' }),
      anIncident({ id: 'new', startMs: T0 + 600_000, class: 'spike', explanation: 'Requests doubled.' }),
      anIncident({ id: 'open', startMs: T0 - 600_000, status: 'open', endMs: null, class: 'absent' }),
    ],
    total: 3,
    unitOf: () => 'req/s',
    nowMs: T0 + 900_000,
    timeZone: 'utc',
    selectedId: null,
    sending: null,
    onSelect: jest.fn(),
    onVerdict: jest.fn(),
    ...change,
  };
  render(<IncidentsList {...props} />);
  return props;
}
const rows = () => screen.getAllByTestId('tidemark-incident');

describe('IncidentsList', () => {
  it('lists open incidents first, then the newest', () => {
    renderList();

    expect(rows().map((row) => row.textContent)).toEqual([
      expect.stringContaining('No data'),
      expect.stringContaining('Spike'),
      expect.stringContaining('Drop to zero'),
    ]);
  });

  it('says class, series, explanation, time, length, impact and severity', () => {
    renderList({ incidents: [anIncident()] });

    for (const text of ['Drop to zero', 'shop', 'Recovered', '90 critical', anIncident().explanation]) {
      expect(rows()[0]).toHaveTextContent(text);
    }
    expect(rows()[0]).toHaveTextContent('Sat 21 Nov, 08:00:00 · lasted 5 min');
  });

  it('shows labels as text, whatever is in them', () => {
    renderList({ incidents: [anIncident({ labels: { 'http.route': '<b>x</b>' } })] });

    expect(screen.getByText('<b>x</b>')).toBeInTheDocument();
  });

  it('selects by a press on the row', async () => {
    const { onSelect } = renderList();

    await userEvent.click(screen.getByText('Requests doubled.'));

    expect(onSelect).toHaveBeenCalledWith(expect.objectContaining({ id: 'new' }));
  });

  it('sends a verdict without selecting', async () => {
    const { onSelect, onVerdict } = renderList();

    await userEvent.click(within(rows()[1]).getByRole('button', { name: 'False alarm' }));

    expect(onVerdict).toHaveBeenCalledWith([expect.objectContaining({ id: 'new' })], 'false_alarm');
    expect(onSelect).not.toHaveBeenCalled();
  });

  it('shows the verdict that was given, and lets it be changed', () => {
    renderList({ incidents: [anIncident({ verdict: { verdict: 'expected', comment: '', by: '', atMs: T0 } })] });

    expect(screen.getByRole('button', { name: 'Expected' })).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByRole('button', { name: 'Real' })).toBeEnabled();
  });

  it('waits while a verdict is on its way', () => {
    renderList({ incidents: [anIncident({ id: 'a' })], sending: { ids: ['a'], kind: 'real' } });

    expect(screen.getByRole('button', { name: 'Sending…' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Expected' })).toBeDisabled();
  });

  it('tells as one row what began together, with one verdict for all of it until it is unfolded', async () => {
    const route = (name: string) => ({ 'service.name': 'shop', 'http.route': name });
    const incidents = [
      anIncident({ id: 'total' }),
      anIncident({ id: 'cart', labels: route('/cart'), explanation: 'The cart is gone.' }),
    ];
    const { onVerdict } = renderList({ incidents });
    const falseAlarm = (row: number) => within(rows()[row]).getByRole('button', { name: 'False alarm' });
    expect(rows()).toHaveLength(1);

    await userEvent.click(falseAlarm(0));
    await userEvent.click(screen.getByRole('button', { name: /1 more began with it: \/cart/ }));
    await userEvent.click(falseAlarm(1));

    expect(screen.getByText('The cart is gone.')).toBeInTheDocument();
    expect(jest.mocked(onVerdict).mock.calls.map(([judged]) => judged.map(({ id }) => id))).toEqual([
      ['total', 'cart'],
      ['cart'],
    ]);
  });

  it('marks the row whose folded part is looked at', () => {
    const incidents = [
      anIncident({ id: 'total' }),
      anIncident({ id: 'cart', labels: { 'service.name': 'shop', r: 'x' } }),
    ];
    renderList({ incidents, selectedId: 'cart' });

    expect(within(rows()[0]).getByRole('button', { pressed: true, name: /Drop to zero/ })).toBeInTheDocument();
  });

  it('links to all that is known, and asks nobody for a verdict who may not give one', () => {
    renderList({ incidents: [anIncident()], readOnly: true, linkTo: ({ id }) => <a href={`/${id}`}>Details</a> });

    expect(screen.getByRole('link', { name: 'Details' })).toHaveAttribute('href', '/incident-1');
    expect(screen.queryByRole('button', { name: 'False alarm' })).not.toBeInTheDocument();
    expect(screen.getByText('No verdict yet')).toBeInTheDocument();
  });

  it('says so when there are none', () => {
    renderList({ incidents: [], total: 0 });

    expect(screen.getByTestId('tidemark-no-incidents')).toHaveTextContent('No incidents in this time range');
  });

  it('says so when there are more', () => {
    renderList({ total: 250 });

    expect(screen.getByText(/newest 3 of 250/)).toBeInTheDocument();
  });
});
