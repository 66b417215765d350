import React from 'react';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '../../src/test-support/fake-api';
import { aWatch } from '../../src/test-support/fixtures';
import { createTokenGate } from './token-gate';
import type { TroublesApi } from './troubles-api';
import { Workbench } from './Workbench';

const NO_DEMO: TroublesApi = { list: async () => null, start: async () => undefined };

function open(troubles: TroublesApi = NO_DEMO) {
  const api = fakeApi();
  api.watches.mockResolvedValue({ watches: [aWatch({ seriesCount: 0, lastStepMs: null })] });
  api.series.mockResolvedValue({ series: [], total: 0 });
  render(<Workbench api={api} troubles={troubles} gate={createTokenGate()} />);
  return userEvent.setup();
}

describe('Workbench', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('waits for data, and says so in its header', async () => {
    open();

    expect(await screen.findByTestId('tidemark-waiting')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for data…');
  });

  it('changes its theme, and remembers that', async () => {
    const user = open();

    await user.click(await screen.findByRole('button', { name: 'Switch to dark theme' }));

    expect(screen.getByRole('button', { name: 'Switch to light theme' })).toBeInTheDocument();
    expect(localStorage.getItem('tidemark-anomaly-app.color-mode')).toBe('dark');
  });

  it('works where storage is forbidden', async () => {
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const user = open();

    await user.click(await screen.findByRole('button', { name: 'Switch to dark theme' }));

    expect(screen.getByRole('button', { name: 'Switch to light theme' })).toBeInTheDocument();
  });

  it('has no buttons for trouble where no demo runs', async () => {
    open();
    await screen.findByTestId('tidemark-waiting');

    expect(screen.queryByText('Cause trouble in the shop')).not.toBeInTheDocument();
  });

  it('causes trouble in the demo, and ends it', async () => {
    let active: string | null = null;
    const start = jest.fn(async (id: string) => {
      active = id === 'normal' ? null : id;
    });
    const troubles = [
      { id: 'outage', title: 'Outage', description: 'The shop answers nothing at all.' },
      { id: 'normal', title: 'Back to normal', description: '' },
    ];
    const user = open({ list: async () => ({ active, troubles }), start });

    await user.click(await screen.findByRole('button', { name: 'Outage' }));
    expect(await screen.findByRole('button', { name: 'Outage', pressed: true })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Back to normal' }));

    expect(start.mock.calls).toEqual([['outage'], ['normal']]);
  });

  it('says when trouble cannot be caused', async () => {
    const troubles = [{ id: 'slow', title: 'Slow', description: 'Every answer takes long.' }];
    const start = async () => {
      throw new Error('The shop does not answer.');
    };
    const user = open({ list: async () => ({ active: null, troubles }), start });

    await user.click(await screen.findByRole('button', { name: 'Slow' }));

    expect(await screen.findByText('The shop does not answer.')).toBeInTheDocument();
  });
});
