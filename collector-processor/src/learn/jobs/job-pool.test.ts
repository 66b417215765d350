import { afterEach, describe, expect, it } from '@jest/globals';
import type { OddJob } from '../../../test/support/odd-jobs-worker.ts';
import { createJobPool, type JobPool, type JobPoolOptions } from './job-pool.ts';

const worker = new URL('../../../test/support/odd-jobs-worker.ts', import.meta.url);
const add: OddJob = { kind: 'add', a: 2, b: 3 };

describe('job pool', () => {
  let pool: JobPool<OddJob, number>;
  afterEach(() => pool.close());
  const open = (options: Partial<JobPoolOptions> = {}) =>
    (pool = createJobPool({ worker, cpuShare: 1, queueSize: 3, timeoutMs: 20_000, heapMb: 64, ...options }));

  it('performs jobs and says what they cost', async () => {
    open();
    expect(await pool.run('a', add)).toEqual({
      status: 'done',
      result: 5,
      cpuMs: expect.any(Number),
      wallMs: expect.any(Number),
    });
    expect(pool.running()).toEqual([]);
  });

  it('takes the more important first, and of equals the earlier', async () => {
    open();
    const order: string[] = [];
    const run = (key: string, priority: number) => pool.run(key, add, priority).then(() => order.push(key));
    await Promise.all([run('running', 0), run('low', 0), run('high', 2), run('high too', 2)]);
    expect(order).toEqual(['running', 'high', 'high too', 'low']);
  });

  it('refuses what it has already, and what is too much', async () => {
    open();
    const first = ['a', 'b', 'c', 'd'].map((key) => pool.run(key, add));
    expect(pool.waiting()).toBe(3);
    expect(await pool.run('a', add)).toEqual({ status: 'refused', reason: 'already_waiting' });
    expect(await pool.run('c', add)).toEqual({ status: 'refused', reason: 'already_waiting' });
    expect(await pool.run('e', add)).toEqual({ status: 'refused', reason: 'queue_full' });
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  });

  it.each([
    ['throw', 'error', /it could not be done/],
    ['exit', 'crashed', /ended with 7/],
    ['hoard', 'crashed', /memory/],
  ] as const)('survives a job that ends by %s', async (kind, reason, detail) => {
    open();
    const [failed, next] = await Promise.all([pool.run('bad', { kind }), pool.run('good', add)]);
    expect(failed).toEqual({
      status: 'failed',
      reason,
      detail: expect.stringMatching(detail),
      wallMs: expect.any(Number),
    });
    expect(next).toMatchObject({ status: 'done', result: 5 });
  });

  it('ends a job that takes too long', async () => {
    open({ timeoutMs: 1_500 });
    const [slow, next] = await Promise.all([pool.run('slow', { kind: 'spin', ms: 60_000 }), pool.run('next', add)]);
    expect(slow).toMatchObject({ status: 'failed', reason: 'timed_out', detail: 'it took longer than 1.5 s' });
    expect(next).toMatchObject({ status: 'done', result: 5 });
  });

  it('rests after a job until its share of the core is right', async () => {
    open({ cpuShare: 0.25 });
    const spun = await pool.run('spin', { kind: 'spin', ms: 100 });
    const fromMs = performance.now();
    await pool.run('after', add);
    const { cpuMs } = spun as Extract<typeof spun, { status: 'done' }>;
    expect(performance.now() - fromMs).toBeGreaterThan(2.5 * cpuMs);
  });

  it('closing ends what runs and refuses what waits', async () => {
    open();
    const outcomes = [pool.run('runs', { kind: 'spin', ms: 60_000 }), pool.run('waits', add)];
    await pool.close();
    expect(await Promise.all(outcomes)).toEqual([
      expect.objectContaining({ status: 'failed', reason: 'crashed' }),
      { status: 'refused', reason: 'closed' },
    ]);
    expect(await pool.run('late', add)).toEqual({ status: 'refused', reason: 'closed' });
  });
});
