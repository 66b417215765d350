import { describe, expect, it } from '@jest/globals';
import { clearlyBetter, clearlyWorse, worth } from './compare.ts';

const result = (gains: readonly number[], falseAlarmsPerDay = 0) => ({ gains, falseAlarmsPerDay, found: 0.5 });
const weak = result(Array.from({ length: 28 }, (_, i) => (i % 2 === 0 ? 0.8 : 0)));
const strong = result(Array.from({ length: 28 }, (_, i) => (i % 4 === 3 ? 0 : 0.9)));

describe('comparing backtests', () => {
  it('takes what finds clearly more of the same anomalies', () => {
    expect(clearlyBetter(strong, weak, 1)).toBe(true);
    expect(clearlyBetter(weak, strong, 1)).toBe(false);
    expect(clearlyBetter(weak, weak, 1)).toBe(false);
  });

  it('does not trust one lucky find', () => {
    const lucky = result(weak.gains.with(1, 1).with(3, 1));
    expect(worth(lucky)).toBeGreaterThan(worth(weak) + 0.05);
    expect(clearlyBetter(lucky, weak, 1)).toBe(false);
  });

  it('does not buy finds with false alarms', () => {
    expect(clearlyBetter({ ...strong, falseAlarmsPerDay: 10 }, weak, 1 / 7)).toBe(false);
    expect(clearlyBetter({ ...strong, falseAlarmsPerDay: 10 }, { ...weak, falseAlarmsPerDay: 12 }, 1 / 7)).toBe(true);
    expect(worth({ ...strong, falseAlarmsPerDay: 10 })).toBeLessThan(worth(strong));
  });

  it('calls worse what loses by more than the margin', () => {
    expect(clearlyWorse(weak, strong)).toBe(true);
    expect(clearlyWorse(result(weak.gains.with(0, 0)), weak)).toBe(false);
  });
});
