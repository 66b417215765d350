import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { createRefusalCounter, REFUSAL_REASONS } from './refusals.ts';

describe('refusals', () => {
  it('count by reason, and keep where the first one was', () => {
    const refusals = createRefusalCounter();
    refusals.add('future', 'a');
    refusals.add('future', 'b', 3);
    refusals.add('duplicate', 'c', 0);
    expect(refusals.list()).toEqual([
      { reason: 'future', count: 4, message: 'future: its time lies too far in the future (a)', told: true },
    ]);
  });

  it('are all explained in docs/intake.md, with whether the sender is told', async () => {
    const page = await readFile(new URL('../../../docs/intake.md', import.meta.url), 'utf8');
    const explained = [...page.matchAll(/^\| `(\w+)` \| (yes|no) \|/gm)].map(([, reason, told]) => [reason, told]);
    const known = REFUSAL_REASONS.map((reason) => {
      const refusals = createRefusalCounter();
      refusals.add(reason, '');
      return [reason, refusals.list()[0]!.told ? 'yes' : 'no'];
    });
    expect(explained).toEqual(known);
  });
});
