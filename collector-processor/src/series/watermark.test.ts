import { describe, expect, it } from '@jest/globals';
import { createWatermark } from './watermark.ts';

const regular = (watermark: ReturnType<typeof createWatermark>, producer: string, toMs: number, everyMs: number) => {
  for (let at = everyMs; at <= toMs; at += everyMs) watermark.observe({ producer, coveredToMs: at });
};

describe('watermark', () => {
  it('closes nothing before anything was heard, in replay', () => {
    expect(createWatermark({ maxDelayMs: 120_000 }).closableToMs()).toBe(-Infinity);
  });

  it('live, time alone closes steps: no data at all is seen', () => {
    expect(createWatermark({ maxDelayMs: 120_000 }).closableToMs(1_000_000)).toBe(1_000_000);
  });

  it('waits for the slowest sender that is alive', () => {
    const watermark = createWatermark({ maxDelayMs: 120_000 });
    regular(watermark, 'a', 600_000, 60_000);
    regular(watermark, 'b', 540_000, 60_000);
    expect(watermark.closableToMs(610_000)).toBe(540_000);
  });

  it('does not wait for a sender that has fallen silent', () => {
    const watermark = createWatermark({ maxDelayMs: 120_000 });
    regular(watermark, 'a', 600_000, 10_000);
    regular(watermark, 'dead', 300_000, 10_000);
    expect(watermark.closableToMs(605_000)).toBe(600_000);
  });

  it('waits no longer than maxDelay for a sender that is slow but alive', () => {
    const watermark = createWatermark({ maxDelayMs: 60_000 });
    regular(watermark, 'slow', 6_000_000, 300_000);
    expect(watermark.closableToMs(6_050_000)).toBe(6_000_000);
    expect(watermark.closableToMs(6_070_000)).toBe(6_070_000 - 60_000);
  });

  it('ignores marks that go back in time and values that are no time', () => {
    const watermark = createWatermark({ maxDelayMs: 60_000 });
    watermark.observe({ producer: 'a', coveredToMs: 100_000 });
    watermark.observe({ producer: 'a', coveredToMs: 50_000 });
    watermark.observe({ producer: 'a', coveredToMs: NaN });
    expect(watermark.newestMs()).toBe(100_000);
    expect(watermark.closableToMs()).toBe(100_000);
  });

  it('goes on from a snapshot', () => {
    const watermark = createWatermark({ maxDelayMs: 120_000 });
    regular(watermark, 'a', 600_000, 60_000);
    const restored = createWatermark({ maxDelayMs: 120_000 });
    restored.restore(structuredClone(watermark.snapshot()));
    expect(restored.closableToMs(650_000)).toBe(watermark.closableToMs(650_000));
  });
});
