import type { WatchSettings } from '../../measure/watch.ts';
import { createCivilClock } from '../civil-time.ts';
import { CAUSE, type Detector, type DetectorColumns, type DetectorStep, type Expectation } from '../types.ts';
import { COARSE_SLOTS, F, RECORD } from './layout.ts';
import { forgetHold, heldMove, learnHold, learnStep } from './learn.ts';
import { countLimit, countUnitOf, limitInScales, scaleAt } from './limits.ts';
import { applyCorrection, createPrediction, predict, shrinkage } from './predict.ts';
import { learnSeason, moveSeason } from './season.ts';
import { ABSENCE, ZEROS, learnSilence, silence } from './silence.ts';

const WEEK_MS = 604_800_000;
const HOUR_MS = 3_600_000;
/** No alarms before so many hours and values. */
const LEARNING_HOURS = 24;
const LEARNING_VALUES = 24;
const SATURDAY = 120;
/** How far a first weekend may differ from the weekdays before it, as shares of the expected value. */
const FIRST_WEEKEND = { least: 0.15, most: 2.5 };
/** Within so many hours a level that strays is expected back at its usual place: for forecasts. */
const FADE_HOURS = 6;
/** How much wider the bands are while little is known: the first day; an hour of the week never seen; the first week. */
const FIRST_DAY_WIDER = 2;
const NEW_HOUR_WIDER = 1.8;
const FIRST_WEEK_WIDER = 1.25;

export type TideSettings = Pick<
  WatchSettings,
  'stepMs' | 'timezone' | 'direction' | 'falseAlarmsPerWeek' | 'minChange' | 'nonNegative' | 'countUnit' | 'measure'
>;

/**
 * The streaming baseline detector: level, daily and weekly season in civil time, robust updates, calibrated limits.
 * See README.md in this folder for the model.
 */
export function createTideDetector(settings: TideSettings): Detector {
  const { stepMs, minChange, countUnit } = settings;
  const clock = createCivilClock(settings.timezone);
  const stepHours = stepMs / HOUR_MS;
  const alarmProbability = Math.min(0.01, settings.falseAlarmsPerWeek / (WEEK_MS / stepMs));
  // Whether nothing (or zero) of this can be a failure: an error ratio without requests is not.
  const silenceMatters =
    settings.direction !== 'up' && settings.measure !== 'ratio' && settings.measure !== 'quantiles';
  const prediction = createPrediction();
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
    state.fill(NaN, o + F.day, o + RECORD);
  }

  function step({ stepStartMs, count, value, held }: DetectorStep, out: DetectorColumns): void {
    grow(count);
    const hourOfWeek = clock.hourOfWeek(stepStartMs + stepMs / 2);
    const coarseSlot = Math.floor((hourOfWeek % 24) / 3);
    for (let row = 0; row < count; row++) {
      scoreRow(row, value[row]!, held[row]! !== 0, hourOfWeek, coarseSlot, out);
    }
    lastStepMs = stepStartMs;
  }

  function scoreRow(
    row: number,
    value: number,
    held: boolean,
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

    predict(state, o, hourOfWeek, days, prediction);
    const expected = prediction.expected;
    const widen =
      (days < 1 ? FIRST_DAY_WIDER : days < 8 ? FIRST_WEEK_WIDER : 1) *
      (days >= 1 && !prediction.weekKnown ? NEW_HOUR_WIDER : 1);
    const coarseScale = state[o + F.coarseScale + coarseSlot]!;
    const scaleLow = scaleAt(state[o + F.scaleLow]!, coarseScale, expected) * widen;
    const scaleHigh = scaleAt(state[o + F.scaleHigh]!, coarseScale, expected) * widen;
    const firstWeekend = !prediction.weekKnown && hourOfWeek >= SATURDAY;
    limits(o, expected, scaleLow, scaleHigh, firstWeekend, row, out);
    out.expected[row] = expected;
    const residual = absent ? NaN : value - expected;
    scoreValue(row, expected, residual, out);
    if (!learning && !absent && out.score[row]! > 1 && Math.abs(prediction.drift) > prediction.driftLimit) {
      out.cause[row] = CAUSE.drift;
    }
    scoreSilence(o, row, value, expected, absent, coarseSlot, days, out);
    if (learning && out.score[row]! > 1) withoutAlarm(row, value, out);

    if (held) {
      learnHold(state, o, absent ? 0 : value, expected, stepHours);
    } else {
      if (silenceMatters) {
        learnSilence(state, o, ABSENCE, coarseSlot, absent, age, stepHours);
        if (!absent) learnSilence(state, o, ZEROS, coarseSlot, value === 0, age, stepHours);
      }
      if (!absent) {
        const reach = 1.5 * (residual < 0 ? expected - out.lower[row]! || scaleLow : out.upper[row]! - expected);
        const clipped = expected + Math.min(Math.max(residual, -reach), reach);
        const noise = value - prediction.free;
        learnStep(state, o, prediction, value, clipped, noise, noise < 0 ? scaleLow : scaleHigh, coarseSlot, stepHours);
        state[o + F.present]! += 1;
      }
      if (state[o + F.holdCount]! > 0) forgetHold(state, o);
    }
    learnSeason(state, o, hourOfWeek, held || absent ? NaN : value, Math.max(scaleLow, scaleHigh), 1 / stepHours);
    state[o + F.correction] = prediction.drift;
    state[o + F.age] = age + 1;
  }

  function limits(
    o: number,
    expected: number,
    scaleLow: number,
    scaleHigh: number,
    firstWeekend: boolean,
    row: number,
    out: DetectorColumns,
  ): void {
    const inScales = limitInScales(state, o, alarmProbability);
    const least = Math.max(minChange.absolute, minChange.relative * Math.abs(expected));
    const typicalLow = state[o + F.typicalLow]! * scaleLow;
    const typicalHigh = state[o + F.typicalHigh]! * scaleHigh;
    let lower = expected - Math.max(inScales * scaleLow + prediction.jump, least, typicalLow * 1.02);
    let upper = expected + Math.max(inScales * scaleHigh + prediction.jump, least, typicalHigh * 1.02);
    if (firstWeekend) {
      lower = Math.min(lower, FIRST_WEEKEND.least * expected);
      upper = Math.max(upper, FIRST_WEEKEND.most * expected);
    }
    const unit = countUnitOf(state, o, countUnit);
    if (unit > 0) {
      lower = Math.min(lower, countLimit(expected, unit, -1));
      upper = Math.max(upper, countLimit(expected, unit, 1));
    }
    let typicalLower = expected - typicalLow;
    const floored = settings.nonNegative || state[o + F.signed]! === 0;
    if (floored) {
      lower = Math.max(0, lower);
      typicalLower = Math.max(0, typicalLower);
    }
    // A side that nobody asked about has no limit.
    out.lower[row] = settings.direction === 'up' ? (floored ? 0 : NaN) : lower;
    out.upper[row] = settings.direction === 'down' ? NaN : upper;
    out.typicalLower[row] = typicalLower;
    out.typicalUpper[row] = expected + typicalHigh;
  }

  function scoreValue(row: number, expected: number, residual: number, out: DetectorColumns): void {
    out.cause[row] = CAUSE.none;
    if (residual !== residual) {
      out.score[row] = 0;
      out.direction[row] = -1;
      return;
    }
    const below = residual < 0;
    const limit = below ? expected - out.lower[row]! : out.upper[row]! - expected;
    const typical = below ? expected - out.typicalLower[row]! : out.typicalUpper[row]! - expected;
    const open = limit !== limit || (below && settings.direction === 'up');
    const distance = Math.abs(residual);
    out.direction[row] = Math.sign(residual);
    // No limit on this side: how far it is can be said, an alarm it cannot be.
    const score = open
      ? Math.min(1, distance / (3 * Math.max(typical, 1e-12)))
      : limit > 0
        ? distance / limit
        : distance > 0
          ? 2
          : 0;
    out.score[row] = score;
    if (score > 1) out.cause[row] = CAUSE.value;
  }

  function scoreSilence(
    o: number,
    row: number,
    value: number,
    expected: number,
    absent: boolean,
    coarseSlot: number,
    days: number,
    out: DetectorColumns,
  ): void {
    if (!silenceMatters) return;
    const absentScore = silence(state, o, ABSENCE, coarseSlot, absent, days);
    // An absent step neither ends nor adds to a run of zeros.
    const zeroScore = absent
      ? 0
      : silence(state, o, ZEROS, coarseSlot, value === 0, days, expected / state[o + F.unit]!);
    const score = Math.max(absentScore, expected > 0 ? zeroScore : 0);
    if (score <= out.score[row]!) return;
    out.score[row] = score;
    out.direction[row] = -1;
    if (score > 1) {
      out.cause[row] = absent ? CAUSE.absent : CAUSE.zero;
      // The limit that this evidence stands for: score 1 lies there, zero lies beyond it.
      if (expected > 0) out.lower[row] = Math.max(out.lower[row]!, expected - expected / score);
      if (out.typicalLower[row]! < out.lower[row]!) out.typicalLower[row] = out.lower[row]!;
    }
  }

  /** While learning nothing alarms: the limit moves out to the value. */
  function withoutAlarm(row: number, value: number, out: DetectorColumns): void {
    out.score[row] = 1;
    out.cause[row] = CAUSE.none;
    if (value < out.lower[row]!) out.lower[row] = value;
    if (value > out.upper[row]!) out.upper[row] = value;
    if (out.typicalLower[row]! < out.lower[row]!) out.typicalLower[row] = out.lower[row]!;
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
    return carryForward(o, hoursAhead, Math.floor((hourOfWeek % 24) / 3));
  }

  /** The level correction fades to its usual place within hours; the band widens with what a level may do meanwhile. */
  function carryForward(o: number, hoursAhead: number, coarseSlot: number): Expectation {
    const signed = state[o + F.signed]! !== 0;
    const shrink = shrinkage(state, o);
    const now = Math.min(prediction.driftLimit, Math.max(-prediction.driftLimit, state[o + F.correction]!));
    const correction = state[o + F.driftMean]! + now * Math.exp(-hoursAhead / FADE_HOURS);
    const expected = applyCorrection(prediction.reference, correction, signed, shrink);
    const inScales = limitInScales(state, o, alarmProbability);
    const coarseScale = state[o + F.coarseScale + coarseSlot]!;
    const strays = 2 * state[o + F.driftSpread]! * (1 - Math.exp(-hoursAhead / FADE_HOURS)) * Math.abs(expected);
    const wider = Math.sqrt(1 + hoursAhead / 24);
    const lower = expected - inScales * scaleAt(state[o + F.scaleLow]!, coarseScale, expected) * wider - strays;
    const upper = expected + inScales * scaleAt(state[o + F.scaleHigh]!, coarseScale, expected) * wider + strays;
    return { expected, lower: settings.nonNegative || !signed ? Math.max(0, lower) : lower, upper };
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

function fillUnknown(row: number, out: DetectorColumns): void {
  out.expected[row] = NaN;
  out.lower[row] = NaN;
  out.upper[row] = NaN;
  out.typicalLower[row] = NaN;
  out.typicalUpper[row] = NaN;
  out.score[row] = 0;
  out.direction[row] = 0;
  out.cause[row] = CAUSE.none;
}
