import React from 'react';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Transport } from '../../src/shared/api/transport';
import { apiError } from '../../src/shared/api/errors';
import { TokenForm } from './TokenForm';
import { createTokenGate, throughGate } from './token-gate';

const REQUEST = { method: 'GET', path: '/api/v1/watches' } as const;

beforeEach(() => sessionStorage.clear());

describe('token gate', () => {
  it('wants a token after a 401, and not after other refusals', async () => {
    const gate = createTokenGate();
    const answer = (status: number): Transport => throughGate(() => Promise.reject(apiError(status, undefined)), gate);

    await expect(answer(503)(REQUEST)).rejects.toThrow('starting or overloaded');
    expect(gate.wanted()).toBe(false);
    await expect(answer(401)(REQUEST)).rejects.toThrow('token');
    expect(gate.wanted()).toBe(true);
  });

  it('remembers a token for the tab, tells who listens, and forgets it when it is refused', () => {
    const gate = createTokenGate();
    const listener = jest.fn();
    gate.subscribe(listener);
    gate.refuse();
    gate.give('secret');

    expect(listener).toHaveBeenCalledTimes(2);
    expect([gate.token(), gate.wanted(), createTokenGate().token()]).toEqual(['secret', false, 'secret']);
    gate.refuse();
    expect([gate.token(), gate.wanted(), createTokenGate().token()]).toEqual([null, true, null]);
  });

  it('does not hold the answer to an older request against a token that was given since', async () => {
    const gate = createTokenGate();
    const slow = throughGate(async () => {
      gate.give('new');
      throw apiError(401, undefined);
    }, gate);

    await expect(slow(REQUEST)).rejects.toThrow();
    expect([gate.token(), gate.wanted()]).toEqual(['new', false]);
  });
});

describe('TokenForm', () => {
  it('gives the token that was typed, without the blanks around it', async () => {
    const user = userEvent.setup();
    const onToken = jest.fn();
    render(<TokenForm onToken={onToken} />);

    expect(screen.getByRole('button', { name: 'Connect' })).toBeDisabled();
    await user.type(screen.getByLabelText(/Token/), ' secret {Enter}');
    expect(onToken).toHaveBeenCalledWith('secret');
  });
});
