import { describe, expect, it } from '@jest/globals';
import { createCleanUp } from './clean-up.ts';

describe('createCleanUp', () => {
  it('ends what was started in reverse order, once', async () => {
    const ended: string[] = [];
    const cleanUp = createCleanUp();
    for (const part of ['service', 'shop', 'visitors']) cleanUp.add(part, () => void ended.push(part));
    await Promise.all([cleanUp.run(), cleanUp.run()]);
    expect(ended).toEqual(['visitors', 'shop', 'service']);
  });

  it('ends the rest when one part fails, and says which', async () => {
    const ended: string[] = [];
    const cleanUp = createCleanUp();
    cleanUp.add('service', () => void ended.push('service'));
    cleanUp.add('shop', () => Promise.reject(new Error('stuck')));
    await expect(cleanUp.run()).rejects.toThrow('shop could not be ended');
    expect(ended).toEqual(['service']);
  });
});
