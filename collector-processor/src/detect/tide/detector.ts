import type { WatchSettings } from '../../measure/watch.ts';
import { carryForward } from '../../forecast/carry-forward.ts';
import { createCivilClock } from '../civil-time.ts';
import { CAUSE, type Detector, type DetectorColumns, type DetectorStep, type Expectation } from '../types.ts';
import { type Band, type BandRules, leastChange, setBand } from './band.ts';
import { COARSE_SLOTS, F, RECORD } from './layout.ts';
import { forgetHold, heldMove, learnHold, learnStep } from './learn.ts';
import { scaleAt } from './limits.ts';
import { followRun, learnRun, runWeight, scorePersistence } from './persistence.ts';
import { createPrediction, predict } from './predict.ts';
import { fillUnknown, scoreAgainstBand, scoreSilence, withoutAlarm } from './score.ts';
import { learnSeason, moveSeason } from './season.ts';
import { ABSENCE, ZEROS, learnSilence } from './silence.ts';

const WEEK_MS = 604_800_000;
const HOUR_MS = 3_600_000;
/** No alarms before so many hours and values. */
const LEARNING_HOURS = 24;
const LEARNING_VALUES = 24;
const SATURDAY = 120;
const WORKING_DAYS = 5;
/** How much wider the bands are while little is known: the first day; an hour of the week never seen; the first week. */
const FIRST_DAY_WIDER = 2;
const NEW_HOUR_WIDER = 1.8;
const FIRST_WEEK_WIDER = 1.25;

export type TideSettings = Pick<
  WatchSettings,
  'stepMs' | 'timezone' | 'direction' | 'falseAlarmsPerWeek' | 'minChange' | 'nonNegative' | 'measure'
>;

/**
 * The streaming baseline detector: level, daily and weekly season in civil time, robust updates, calibrated limits.
 * See README.md in this folder for the model.
 */
export function createTideDetector(settings: TideSettings): Detector {
  const { stepMs } = settings;
  const clock = createCivilClock(settings.timezone);
  const stepHours = stepMs / HOUR_MS;
  const alarmProbability = Math.min(0.01, settings.falseAlarmsPerWeek / (WEEK_MS / stepMs));
  // Whether nothing (or zero) of this can be a failure: an error ratio without requests is not.
  const silenceMatters =
    settings.direction !== 'up' && settings.measure !== 'ratio' && settings.measure !== 'quantiles';
  const bandRules: BandRules = { ...settings, alarmProbability };
  const weight = runWeight(stepMs);
  const prediction = createPrediction();
  const band: Band = { lower: NaN, upper: NaN };
  let state = new Float32Array(0);
  let rows = 0;
  let lastStepMs = NaN;

  function grow(count: number): void {
    if (count * RECORD > state.length) {
      const bigger = new Float32Array(Math.max(count, Math.ceil(rows * 1.5)) * RECORD);
      bigger.set(state.subarray(0, rows * RECORD));
      state = bigger;
    }
    for (; rows < count; rows++) initialise(rows * RECORD);
  }

  function initialise(o: number): void {
    state[o + F.hourSlot] = -1;
    state[o + F.typicalLow] = 1.96;
    state[o + F.typicalHigh] = 1.96;
    state[o + F.tailStart] = 2.4;
    state[o + F.tailExcess] = 0.45;
    state[o + F.runStart] = 0.8;
    state[o + F.runExcess] = 0.2;
    state.fill(NaN, o + F.day, o + RECORD);
  }

  function step({ stepStartMs, count, value, held, unit }: DetectorStep, out: DetectorColumns): void {
    grow(count);
    const hourOfWeek = clock.hourOfWeek(stepStartMs + stepMs / 2);
    const coarseSlot = Math.floor((hourOfWeek % 24) / 3);
    for (let row = 0; row < count; row++) {
      scoreRow(row, value[row]!, held[row]! !== 0, unit[row]!, hourOfWeek, coarseSlot, out);
    }
    lastStepMs = stepStartMs;
  }

  function scoreRow(
    row: number,
    value: number,
    held: boolean,
    unit: number,
    hourOfWeek: number,
    coarseSlot: number,
    out: DetectorColumns,
  ): void {
    const o = row * RECORD;
    const age = state[o + F.age]!;
    const days = (age * stepHours) / 24;
    const absent = value !== value;
    out.value[row] = value;
    out.held[row] = held ? 1 : 0;
    out.severity[row] = 0;
    const learning = age * stepHours < LEARNING_HOURS || state[o + F.present]! < LEARNING_VALUES;
    out.learning[row] = learning ? 1 : 0;

    if (state[o + F.present]! === 0) {
      fillUnknown(row, out);
      if (!absent) {
        learnStep(state, o, prediction, value, value, 0, 1, coarseSlot, stepHours);
        learnSeason(state, o, hourOfWeek, value, 0, 1 / stepHours);
        state[o + F.present] = 1;
        state[o + F.age] = 1;
      }
      return;
    }

    if (value < 0) state[o + F.signed] = 1;
    predict(state, o, hourOfWeek, days, prediction);
    const expected = prediction.expected;
    const widen =
      (days < 1 ? FIRST_DAY_WIDER : days < 8 ? FIRST_WEEK_WIDER : 1) *
      (days >= 1 && !prediction.weekKnown ? NEW_HOUR_WIDER : 1);
    const coarseScale = state[o + F.coarseScale + coarseSlot]!;
    const scaleLow = scaleAt(state[o + F.scaleLow]!, coarseScale, expected) * widen;
    const scaleHigh = scaleAt(state[o + F.scaleHigh]!, coarseScale, expected) * widen;
    const firstWeekend = !prediction.weekKnown && hourOfWeek >= SATURDAY;
    setBand(state, o, prediction, bandRules, scaleLow, scaleHigh, firstWeekend, unit, row, out, band);
    out.expected[row] = expected;
    const residual = absent ? NaN : value - expected;
    scoreAgainstBand(row, expected, residual, settings.direction, band, out);
    if (!absent) {
      // Where the season itself cannot be trusted to the minute, what persists is its fault.
      const unknown = !prediction.weekKnown && (hourOfWeek >= SATURDAY || days >= WORKING_DAYS);
      const trusted = !unknown && prediction.jump <= 0;
      followRun(state, o, trusted ? residual / (residual < 0 ? scaleLow : scaleHigh) : 0, weight);
      if (trusted && (settings.direction === 'both' || settings.direction === (residual < 0 ? 'down' : 'up'))) {
        scorePersistence(state, o, row, residual, leastChange(bandRules, expected), alarmProbability, out);
      }
    }
    if (!learning && !absent && out.score[row]! > 1 && Math.abs(prediction.drift) > prediction.driftLimit) {
      out.cause[row] = CAUSE.drift;
    }
    if (silenceMatters) scoreSilence(state, o, row, value, coarseSlot, days, out);
    if (learning && out.score[row]! > 1) withoutAlarm(row, value, out);

    if (held) {
      learnHold(state, o, absent ? 0 : value, expected, stepHours);
    } else {
      if (silenceMatters) {
        learnSilence(state, o, ABSENCE, coarseSlot, absent, age, stepHours);
        if (!absent) learnSilence(state, o, ZEROS, coarseSlot, value === 0, age, stepHours);
      }
      if (!absent) {
        const reach = 1.5 * (residual < 0 ? expected - band.lower : band.upper - expected);
        const clipped = expected + Math.min(Math.max(residual, -reach), reach);
        const noise = value - prediction.free;
        learnStep(state, o, prediction, value, clipped, noise, noise < 0 ? scaleLow : scaleHigh, coarseSlot, stepHours);
        learnRun(state, o);
        state[o + F.present]! += 1;
      }
      if (state[o + F.holdCount]! > 0) forgetHold(state, o);
    }
    learnSeason(state, o, hourOfWeek, held || absent ? NaN : value, Math.max(scaleLow, scaleHigh), 1 / stepHours);
    state[o + F.correction] = prediction.drift;
    state[o + F.age] = age + 1;
  }

  function accept(row: number): void {
    const o = row * RECORD;
    const { factor, shift } = heldMove(state, o);
    moveSeason(state, o, factor, shift);
    for (const at of [F.flat, F.levelValue, F.levelFlat, F.levelDay, F.levelWeek]) {
      state[o + at] = state[o + at]! * factor + shift;
    }
    const wider = Math.max(1, factor);
    for (const at of [F.scaleLow, F.scaleHigh]) state[o + at]! *= wider;
    for (let slot = 0; slot < COARSE_SLOTS; slot++) state[o + F.coarseScale + slot]! *= wider;
    forgetHold(state, o);
  }

  function expect(row: number, timeMs: number): Expectation {
    const o = row * RECORD;
    if (row >= rows || state[o + F.present]! === 0) return { expected: NaN, lower: NaN, upper: NaN };
    const hourOfWeek = clock.hourOfWeek(timeMs + stepMs / 2);
    const hoursAhead = Math.max(0, (timeMs - lastStepMs) / HOUR_MS);
    const days = (state[o + F.age]! * stepHours) / 24;
    predict(state, o, hourOfWeek, days, prediction);
    return carryForward(state, o, prediction, bandRules, hoursAhead, Math.floor((hourOfWeek % 24) / 3));
  }

  return {
    step,
    accept,
    expect,
    stateBytes: RECORD * Float32Array.BYTES_PER_ELEMENT,
    snapshot: () => ({ rows, lastStepMs, state: state.slice(0, rows * RECORD) }),
    restore(saved) {
      rows = saved.rows;
      lastStepMs = saved.lastStepMs;
      state = saved.state.slice();
    },
  };
}
