import { act, renderHook } from '@testing-library/react';
import { describe, expect, it, jest } from '@jest/globals';
import { anIncident } from '../../test-support/fixtures';
import { fakeApi } from '../../test-support/fake-api';
import { apiError } from '../api/errors';
import { useVerdicts } from './use-verdicts';

const both = [anIncident({ id: 'a' }), anIncident({ id: 'b' })];

function open(by = 'ada') {
  const api = fakeApi();
  const onJudged = jest.fn();
  const { result } = renderHook(() => useVerdicts(api, by, onJudged));
  return { api, onJudged, result };
}

describe('useVerdicts', () => {
  it('sends one verdict for all, under the name of whoever gives it', async () => {
    const { api, onJudged, result } = open();

    await act(() => result.current.judge(both, 'expected'));

    expect(api.verdicts).toHaveBeenCalledWith({ ids: ['a', 'b'], verdict: 'expected', by: 'ada' });
    expect(onJudged).toHaveBeenCalledTimes(1);
    expect(result.current.verdictError).toBeNull();
  });

  it('says which is on its way until it has come back', async () => {
    const { api, result } = open('');
    let answer = (_: { judged: []; failed: [] }): void => undefined;
    api.verdicts.mockReturnValue(new Promise((resolve) => (answer = resolve)));

    let judged = Promise.resolve();
    act(() => {
      judged = result.current.judge(both, 'real');
    });
    expect(result.current.sending).toEqual({ ids: ['a', 'b'], kind: 'real' });
    await act(async () => {
      answer({ judged: [], failed: [] });
      await judged;
    });

    expect(result.current.sending).toBeNull();
    expect(api.verdicts).toHaveBeenCalledWith({ ids: ['a', 'b'], verdict: 'real', by: undefined });
  });

  it('says how many were not kept and why, and asks for the incidents again all the same', async () => {
    const { api, onJudged, result } = open();
    api.verdicts.mockResolvedValue({
      judged: [both[0]],
      failed: [{ id: 'b', code: 'TLERR_NOT_FOUND', message: 'It has aged out.' }],
    });

    await act(() => result.current.judge(both, 'false_alarm'));

    expect(result.current.verdictError).toBe('1 of 2 were not judged: It has aged out.');
    expect(onJudged).toHaveBeenCalledTimes(1);
  });

  it('says why none was kept', async () => {
    const { api, result } = open();
    api.verdicts.mockRejectedValue(apiError(403, undefined));

    await act(() => result.current.judge(both, 'false_alarm'));

    expect(result.current.verdictError).toMatch(/verdicts and watches need "write"/);
    expect(result.current.sending).toBeNull();
  });
});
