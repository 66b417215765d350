import { describe, expect, it } from '@jest/globals';
import { interruptible } from './interruptible.ts';

describe('interruptible', () => {
  it('gives back what the work gives, and listens no longer', async () => {
    const before = process.listenerCount('SIGINT');
    await expect(
      interruptible((throwIfInterrupted) => {
        throwIfInterrupted();
        expect(process.listenerCount('SIGINT')).toBe(before + 1);
        return Promise.resolve('done');
      }),
    ).resolves.toBe('done');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('breaks off at the next look after %s', async (signal) => {
    const before = process.listenerCount(signal);
    await expect(
      interruptible((throwIfInterrupted) => {
        process.emit(signal);
        throwIfInterrupted();
        return Promise.resolve();
      }),
    ).rejects.toMatchObject({ code: 'TLERR_INTERRUPTED', exitCode: 130 });
    expect(process.listenerCount(signal)).toBe(before);
  });
});
