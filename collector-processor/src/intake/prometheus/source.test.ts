import { describe, expect, it } from '@jest/globals';
import { sourceAt } from '../../../test/support/source-settings.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createSource } from './source.ts';
import type { QueryOutcome } from './types.ts';

const RANGE = { expr: 'up', startMs: 0, endMs: 0, stepMs: 1000 };
const OK: QueryOutcome = { status: 'ok', series: [], warnings: [] };
const DOWN = {
  status: 'failed',
  error: new TidemarkError('TLERR_SOURCE_UNREACHABLE', { source: 'prom', reason: 'ECONNREFUSED' }),
} as const;

function withAnswers(answer: () => Promise<QueryOutcome>, concurrency = 2) {
  let nowMs = 0;
  let asked = 0;
  const source = createSource({
    settings: sourceAt('http://p', { concurrency }),
    clock: () => nowMs,
    telemetry: SILENT_TELEMETRY,
    random: () => 0.5,
    client: { queryRange: () => (asked++, answer()), close: async () => {} },
  });
  return { source, asked: () => asked, pass: (ms: number) => (nowMs += ms) };
}

describe('a source', () => {
  it('is left alone after three failures, longer each time, and asked once to see', async () => {
    let outcome: QueryOutcome = DOWN;
    const { source, asked, pass } = withAnswers(async () => outcome);
    for (let i = 0; i < 3; i++) await source.query(RANGE);
    expect(await source.query(RANGE)).toEqual(DOWN);
    expect(asked()).toBe(3);
    pass(1_000);
    await source.query(RANGE);
    await source.query(RANGE);
    expect(asked()).toBe(4);
    pass(1_999);
    await source.query(RANGE);
    expect(asked()).toBe(4);
    outcome = OK;
    pass(1);
    expect(await source.query(RANGE)).toEqual(OK);
    expect(await source.query(RANGE)).toEqual(OK);
    expect(source.health()).toMatchObject({ state: 'ok', lastAnswerMs: 3_000 });
  });

  it('stays open to all when one expression is at fault', async () => {
    const refused: QueryOutcome = { status: 'refused', error: DOWN.error };
    const { source, asked } = withAnswers(async () => refused);
    for (let i = 0; i < 5; i++) await source.query(RANGE);
    expect(asked()).toBe(5);
    expect(source.health().state).toBe('ok');
  });

  it('has no more requests under way than it may, and takes them in turn', async () => {
    const pending: (() => void)[] = [];
    const { source, asked } = withAnswers(() => new Promise((resolve) => pending.push(() => resolve(OK))), 2);
    const order: number[] = [];
    const all = [1, 2, 3, 4].map((n) => source.query(RANGE).then(() => order.push(n)));
    await new Promise(setImmediate);
    expect(asked()).toBe(2);
    while (order.length < 4) {
      pending.shift()?.();
      await new Promise(setImmediate);
    }
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('says how it is, also when it was never asked', async () => {
    const { source } = withAnswers(async () => DOWN);
    expect(source.health()).toEqual({ state: 'untried', lastAnswerMs: null, lastError: null });
    await source.query(RANGE);
    expect(source.health()).toMatchObject({
      state: 'failing',
      lastError: { error: { code: 'TLERR_SOURCE_UNREACHABLE' } },
    });
  });
});
