import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import { FieldType, createDataFrame, type DataQuery, type PanelData } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aWatch } from '../../test-support/fixtures';
import type { TidemarkDataSource } from '../datasource';
import type { TidemarkQuery } from '../types';
import QueryEditor from './QueryEditor';

/** What query B of the panel shows. */
const SERIES = [
  createDataFrame({
    refId: 'B',
    fields: [{ name: 'Value', type: FieldType.number, values: [1], labels: { service_name: 'shop' } }],
  }),
];

function renderEditor(change: Partial<TidemarkQuery> = {}, queries: DataQuery[] = []) {
  const watches = jest.fn(async () => [aWatch(), aWatch({ name: 'errors', description: 'Share of 5xx' })]);
  const onChange = jest.fn<(query: TidemarkQuery) => void>();
  const onRunQuery = jest.fn<() => void>();
  render(
    <QueryEditor
      datasource={{ watches, type: 'tidemark-anomaly-datasource' } as unknown as TidemarkDataSource}
      queries={queries as TidemarkQuery[]}
      data={{ series: SERIES } as PanelData}
      query={{ refId: 'A', kind: 'bands', watch: 'requests', ...change }}
      onChange={onChange}
      onRunQuery={onRunQuery}
    />,
  );
  return { watches, onChange, onRunQuery, user: userEvent.setup() };
}

describe('QueryEditor', () => {
  it('offers the watches that there are', async () => {
    const { watches, onChange, onRunQuery, user } = renderEditor();

    await user.click(screen.getByRole('combobox', { name: /Watch/ }));
    await waitFor(() => expect(watches).toHaveBeenCalled());
    // The menu draws only what is in sight, which in jsdom is nothing: chosen by keyboard, after "requests".
    await waitFor(async () => {
      await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
      expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ watch: 'errors' }));
    });
    expect(onRunQuery).toHaveBeenCalled();
  });

  it('changes what is shown', async () => {
    const { onChange, user } = renderEditor();

    await user.click(screen.getByRole('radio', { name: 'Score' }));

    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'score', watch: 'requests' }));
  });

  it('runs with new matchers when they are finished, not with every letter', async () => {
    const { onChange, user } = renderEditor();
    const match = screen.getByRole('textbox', { name: /Match/ });

    await user.type(match, 'a="b"');
    expect(onChange).not.toHaveBeenCalled();
    await user.type(match, '{Enter}');

    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ match: 'a="b"' }));
  });

  it('switches the value line off, for a panel that has one', async () => {
    const { onChange, user } = renderEditor();

    await user.click(screen.getByRole('switch', { name: /Value line/ }));

    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ showValue: false }));
  });

  it('asks for a severity where incidents are shown, and keeps it within bounds', async () => {
    const { onChange, user } = renderEditor({ kind: 'incidents', watch: '' });
    const severity = screen.getByRole('spinbutton', { name: /Severity from/ });

    await user.clear(severity);
    await user.type(severity, '250');
    await user.tab();

    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ minSeverity: 100 }));
    expect(screen.queryByText('Band')).not.toBeInTheDocument();
  });

  it('gives a watch back to what needs one', async () => {
    const { onChange, user } = renderEditor({ kind: 'incidents', watch: '' });

    await user.click(screen.getByRole('radio', { name: 'Bands' }));

    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'bands', watch: 'requests' }));
  });

  it('lays bands under another query, whose labels become matchers', async () => {
    const { onChange, user } = renderEditor({}, [
      { refId: 'A', datasource: { type: 'tidemark-anomaly-datasource' } },
      { refId: 'B', datasource: { type: 'prometheus' } },
    ]);

    await user.click(screen.getByRole('combobox', { name: /On query/ }));
    await waitFor(async () => {
      await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
      expect(onChange).toHaveBeenLastCalledWith(
        expect.objectContaining({ matchQuery: 'B', match: 'service.name="shop",http.route=""' }),
      );
    });
  });

  it('does not stream beside other datasources', () => {
    renderEditor({}, [{ refId: 'B', datasource: { type: 'prometheus' } }]);

    expect(screen.getByRole('switch', { name: /Live/ })).toBeDisabled();
  });

  it('says the query in one line, and where alert rules belong', () => {
    renderEditor({ match: 'a="b"', bands: 'limits' });

    expect(screen.getByText('bands of requests{a="b"} · limits')).toBeInTheDocument();
    expect(screen.getByText(/Alert rules belong on Prometheus/)).toBeInTheDocument();
  });
});
