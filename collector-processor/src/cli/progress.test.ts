import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createProgress } from './progress.ts';

function setUp(isTTY: boolean) {
  let text = '';
  let nowMs = 0;
  const stderr = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY },
  );
  const progress = createProgress({ stderr, nowMs: () => nowMs });
  return {
    said: () => text,
    at(ms: number, done: number, total: number | null = 4000): void {
      nowMs = ms;
      progress.update({ what: 'rows read', done, total });
    },
    end: () => progress.end(),
  };
}

describe('progress', () => {
  it('says nothing of what takes less than two seconds', () => {
    const progress = setUp(true);
    for (const ms of [0, 500, 1999]) progress.at(ms, ms);
    progress.end();
    expect(progress.said()).toBe('');
  });

  it('rewrites a terminal’s line, and clears it at the end', () => {
    const progress = setUp(true);
    for (const ms of [2000, 2100, 2300]) progress.at(ms, ms);
    progress.end();
    expect(progress.said()).toBe('\r\x1b[K2,000 rows read (50 %)\r\x1b[K2,300 rows read (57 %)\r\x1b[K');
  });

  it('gives a log a line now and then, without a share where nobody knows the whole', () => {
    const progress = setUp(false);
    for (const ms of [2000, 3000, 11_999, 12_000]) progress.at(ms, ms, null);
    progress.end();
    expect(progress.said()).toBe('2,000 rows read\n12,000 rows read\n');
  });
});
