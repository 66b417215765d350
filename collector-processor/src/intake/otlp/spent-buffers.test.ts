import { describe, expect, it } from '@jest/globals';
import { PerformanceObserver, constants } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { spendBytes } from './spent-buffers.ts';

/** Of entries about collections; Node's types do not know it. */
interface GcEntry {
  readonly detail: { readonly kind: number };
}

describe('buffers that were received and are not needed any more', () => {
  it('are freed by collections of what is young, never of all', async () => {
    const kinds: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) kinds.push((entry as unknown as GcEntry).detail.kind);
    });
    observer.observe({ entryTypes: ['gc'] });
    // 600 MB in requests of 166 kB, each let go at once; V8 alone collects everything some nine times for that.
    for (let i = 0; i < 3600; i++) {
      const body = Buffer.allocUnsafeSlow(166_000);
      spendBytes(body.length);
      if (i % 50 === 0) await turn();
    }
    await turn();
    observer.disconnect();
    const young = kinds.filter((kind) => kind === constants.NODE_PERFORMANCE_GC_MINOR).length;
    const all = kinds.filter((kind) => kind === constants.NODE_PERFORMANCE_GC_MAJOR).length;
    expect(young).toBeGreaterThan(15);
    expect(all).toBeLessThan(3);
  });
});
