import { describe, expect, it } from '@jest/globals';
import { decodeModel, encodeModel } from '../../src/detect/learned/encode.ts';
import type { Fitted, LearnedModel, TrainingWindow } from '../../src/detect/learned/types.ts';
import { changed, STEPS_A_DAY, trafficWindow, WINDOW_STEP_MS } from './learned-window.ts';
import { cut, present, tail } from './series-columns.ts';

export interface LearnedCase<Options extends object> {
  readonly model: LearnedModel<Options>;
  readonly window: TrainingWindow;
  /** The day after the window, with enough of the window before it. */
  readonly nextDay: ReturnType<typeof trafficWindow>;
  /** Small enough to keep the tests quick; the defaults are the bench's business. */
  readonly options: Partial<Options>;
  /** What it must at least make of one companion of two going wrong while all else is as usual. */
  readonly companionScore: number;
}

/** A window of so many days, and the day after it. */
export function learnedWindow(days: number): Pick<LearnedCase<object>, 'window' | 'nextDay'> {
  return { window: trafficWindow(days), nextDay: tail(trafficWindow(days + 1), STEPS_A_DAY + 50) };
}

/** The model fitted to a window; throws where it refuses. */
export function fitOrThrow<Options extends object>(
  model: LearnedModel<Options>,
  window: TrainingWindow,
  options: Partial<Options>,
  seed = 42,
): Fitted {
  const result = model.fit(window, options, seed);
  if (result.kind !== 'fitted') throw new Error(`refused: ${result.detail}`);
  return result.fitted;
}

/** What every learned model must do, whatever is inside it. */
export function describeLearnedModel<Options extends object>(given: LearnedCase<Options>): void {
  const { model, window, nextDay, options, companionScore } = given;
  const noon = nextDay.values.length - STEPS_A_DAY / 2;
  const fit = (from: TrainingWindow): Fitted => fitOrThrow(model, from, options);
  const fitted = fit(window);

  it('is calm on a usual day: nearly all scores below 1', () => {
    const scores = present(fitted.score(nextDay));
    expect(scores.length).toBeGreaterThanOrEqual(STEPS_A_DAY);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(scores.filter((score) => score > 1).length).toBeLessThan(0.02 * scores.length);
  });

  it.each([
    ['an outage', () => 0],
    ['a drop by half', (value: number) => value * 0.5],
    ['twice the traffic', (value: number) => value * 2],
  ])('raises the score above 1 for %s', (_what, change) => {
    const scores = fitted.score(changed(nextDay, noon, noon + 6, change));
    const [, second] = scores.slice(noon, noon + 3).sort();
    expect(second).toBeGreaterThan(1);
  });

  it('sees a companion go wrong while the values are as usual', () => {
    const errors = nextDay.companions.errors!.map((ratio, i) => (i >= noon ? 0.4 : ratio));
    const scores = fitted.score({ ...nextDay, companions: { ...nextDay.companions, errors } });
    expect(scores[noon]).toBeGreaterThan(companionScore);
    expect(fitted.score(nextDay)[noon]).toBeLessThan(companionScore);
  });

  it('scores on while a companion is absent', () => {
    const { companions: _dropped, ...alone } = nextDay;
    expect(present(fitted.score(alone)).length).toBe(present(fitted.score(nextDay)).length);
  });

  it('looks back no further than it says, and never ahead', () => {
    const gappy = changed(nextDay, noon - 20, noon - 16, () => NaN);
    const whole = fitted.score(gappy);
    for (const step of [noon - 16, noon - 10, noon, noon + 1]) {
      const slice = cut(gappy, step - fitted.historySteps, step + 1);
      expect(fitted.score(slice)[fitted.historySteps]).toBe(whole[step]);
    }
  });

  it('is the same from the same seed', () => {
    expect(Buffer.compare(encodeModel(fit(window).serialise()), encodeModel(fitted.serialise()))).toBe(0);
  });

  it('scores the same after a round trip through bytes', () => {
    const restored = model.restore(decodeModel(encodeModel(fitted.serialise())));
    expect(restored.score(nextDay)).toEqual(fitted.score(nextDay));
    expect(restored.historySteps).toBe(fitted.historySteps);
  });

  it("refuses another model's data and another format's", () => {
    const data = fitted.serialise();
    expect(() => model.restore({ ...data, model: 'other' })).toThrow("it is a model 'other'");
    expect(() => model.restore({ ...data, version: 99 })).toThrow('it has format 99');
    expect(() => model.restore({ ...data, arrays: {} })).toThrow('is missing or of another type');
  });

  it('learns nothing from what is left out', () => {
    const from = 3 * STEPS_A_DAY;
    const leaveOut = Uint8Array.from(window.values, (_, i) => (i >= from && i < from + 200 ? 1 : 0));
    const spoiled = (value: number) => ({ ...changed(window, from, from + 200, () => value), leaveOut });
    expect(fit(spoiled(0)).score(nextDay)).toEqual(fit(spoiled(1e9)).score(nextDay));
  });

  it.each([
    ['all_absent', window.values.map(() => NaN)],
    ['all_absent', new Float64Array(0)],
    ['constant', window.values.map(() => 7)],
    ['constant', window.values.map((_, i) => (i % 5 === 0 ? Infinity : 7))],
    ['too_short', window.values.subarray(0, 60)],
    ['too_short', window.values.map((value, i) => (i % 40 === 0 ? value : NaN))],
  ])('refuses a window as %s', (reason, values) => {
    const result = model.fit({ startMs: 0, stepMs: WINDOW_STEP_MS, values }, options, 1);
    expect(result).toMatchObject({ kind: 'refused', reason, detail: expect.any(String) });
  });

  describe.each([
    ['mostly zero', (_value: number, i: number) => (i % 7 === 0 ? 1 : 0)],
    ['almost constant', (_value: number, i: number) => (i === 500 ? 8 : 7)],
    ['huge and tiny', (_value: number, i: number) => (i % 2 === 0 ? 1e300 : 1e-300)],
    ['negative', (value: number) => -value],
  ])('after a window that is %s', (_what, change) => {
    it('gives finite scores, whatever comes', () => {
      const hostile = fit({ startMs: window.startMs, stepMs: WINDOW_STEP_MS, values: window.values.map(change) });
      const values = nextDay.values.map((value, i) => [value, 0, -1e308, 1e308, NaN, Infinity][i % 97] ?? value);
      const scores = hostile.score({ startMs: nextDay.startMs, stepMs: WINDOW_STEP_MS, values });
      expect(present(scores).length).toBeGreaterThan(0);
      expect(present(scores).filter((score) => !(score >= 0 && score < Infinity))).toHaveLength(0);
    });
  });
}
