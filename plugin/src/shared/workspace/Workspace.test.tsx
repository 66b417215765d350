import React, { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { STEP_MS, T0, aRange, aSeries, aWatch, anIncident } from '../../test-support/fixtures';
import { fakeApi } from '../../test-support/fake-api';
import { apiError } from '../api/errors';
import { useWorkspace } from './use-workspace';
import { Workspace } from './Workspace';
import { parseState, type WorkspaceState } from './workspace-state';

// The global `jest`: swc lifts its mocks above the imports, those of an imported one it does not.
// jsdom lays nothing out: the graph would never learn its width.
jest.mock('../react/use-element-width', () => ({ useElementWidth: () => ({ ref: () => undefined, width: 800 }) }));
jest.mock('../graph/OverlayGraph', () => ({
  OverlayGraph: ({
    view,
    range,
  }: {
    view: { groups: Array<{ name: string }> };
    range: { fromMs: number; toMs: number };
  }) => (
    <div data-testid="graph" data-from={range.fromMs} data-to={range.toMs}>
      {view.groups.map(({ name }) => name).join(', ')}
    </div>
  ),
}));

function Page({ api, onState }: { api: ReturnType<typeof fakeApi>; onState: (state: WorkspaceState) => void }) {
  const [state, setState] = useState(() => parseState(new URLSearchParams()));
  const workspace = useWorkspace(api, state);
  return (
    <Workspace
      workspace={workspace}
      state={state}
      timeZone="utc"
      onChange={(change) => {
        setState((before) => ({ ...before, ...change }));
        onState({ ...state, ...change });
      }}
    />
  );
}

/** What is loaded leads to the next load: watches, their series, the graph. */
async function settle(elapsedMs = 0) {
  for (const ms of [elapsedMs, 10, 10, 10]) {
    await act(async () => {
      await jest.advanceTimersByTimeAsync(ms);
    });
  }
}

async function open(api = fakeApi()) {
  const onState = jest.fn<void, [WorkspaceState]>();
  render(<Page api={api} onState={onState} />);
  await settle();
  return { api, onState, user: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }) };
}

describe('Workspace', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: T0 + 3 * STEP_MS });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('opens with the total of the requests, and its figures', async () => {
    await open();

    expect(screen.getByTestId('graph')).toHaveTextContent('shop');
    expect(screen.getByRole('heading', { name: /requests shop/ })).toBeInTheDocument();
    expect(screen.getByText('Anomalous')).toBeInTheDocument();
    expect(screen.getByText('32 req/s – 52 req/s')).toBeInTheDocument();
  });

  it('says that it is learning, and that nothing alarms yet', async () => {
    const api = fakeApi();
    const [series] = aRange().series;
    api.range.mockResolvedValue(aRange({ series: [{ ...series, learning: [1, 1, 1] }] }));
    await open(api);

    expect(screen.getByText('Learning: no alarms yet')).toBeInTheDocument();
  });

  it('tells how to send something while nothing has come', async () => {
    const api = fakeApi();
    api.watches.mockResolvedValue({ watches: [aWatch({ seriesCount: 0, lastStepMs: null })] });
    api.series.mockResolvedValue({ series: [], total: 0 });
    await open(api);

    expect(screen.getByTestId('tidemark-waiting')).toHaveTextContent('OTEL_EXPORTER_OTLP_ENDPOINT');
  });

  it('says that nothing answers, and finds back by itself', async () => {
    const api = fakeApi();
    api.watches.mockRejectedValueOnce(apiError(0, undefined));
    await open(api);
    expect(screen.getByText(/Nothing answers at this address/)).toBeInTheDocument();

    await settle(3500);

    expect(screen.queryByText(/Nothing answers/)).not.toBeInTheDocument();
    expect(screen.getByTestId('graph')).toBeInTheDocument();
  });

  it('keeps what it knows when a refresh fails', async () => {
    const { api } = await open();
    api.range.mockRejectedValue(apiError(503, undefined));

    await settle(2500);

    expect(screen.getByText(/Not up to date/)).toBeInTheDocument();
    expect(screen.getByTestId('graph')).toBeInTheDocument();
  });

  it('moves with time', async () => {
    await open();
    const before = Number(screen.getByTestId('graph').dataset.to);

    await settle(30_000);

    expect(Number(screen.getByTestId('graph').dataset.to)).toBe(before + 30_000);
  });

  it('zooms to the incident that is pressed, on its own series', async () => {
    const api = fakeApi();
    const labels = { 'service.name': 'shop', 'http.route': '/cart' };
    api.series.mockResolvedValue({ series: [aSeries(), aSeries({ id: 2, labels })], total: 2 });
    api.incidents.mockResolvedValue({ incidents: [anIncident({ labels })], total: 1 });
    const { onState, user } = await open(api);

    await user.click(screen.getByText(anIncident().explanation));

    expect(onState).toHaveBeenLastCalledWith(
      expect.objectContaining({
        series: labels,
        incidentId: 'incident-1',
        range: { kind: 'fixed', fromMs: T0 - 300_000, toMs: T0 + 318_000 },
      }),
    );
    expect(screen.getByRole('button', { name: 'Back to live' })).toBeInTheDocument();
  });

  it('sends a verdict and asks for the incidents again', async () => {
    const { api, user } = await open();
    const asked = api.incidents.mock.calls.length;

    await user.click(screen.getByRole('button', { name: 'Real' }));
    await settle();

    expect(api.verdicts).toHaveBeenCalledWith({ ids: ['incident-1'], verdict: 'real', by: undefined });
    expect(api.incidents.mock.calls.length).toBeGreaterThan(asked);
  });

  it('says when a verdict was not kept', async () => {
    const { api, user } = await open();
    api.verdicts.mockRejectedValue(apiError(403, undefined));

    await user.click(screen.getByRole('button', { name: 'False alarm' }));

    expect(await screen.findByText('The verdict was not kept')).toBeInTheDocument();
    expect(screen.getByText(/verdicts and watches need "write"/)).toBeInTheDocument();
  });
});
