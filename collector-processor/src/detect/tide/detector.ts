import type { WatchSettings } from '../../measure/watch.ts';
import type { Lendable, Loan } from '../../lent.ts';
import { carryForward } from '../../forecast/carry-forward.ts';
import { scoreValue } from '../score-value.ts';
import {
  CAUSE,
  type Detector,
  type DetectorColumns,
  type DetectorState,
  type DetectorStep,
  type Expectation,
} from '../types.ts';
import { type Band, type BandRules, capShare, placeLimits, setBand } from './band.ts';
import { createNovelty, followNovelty } from './change/novelty.ts';
import { createHold, endHold, forgetHold, heldMove, learnHold, markOnset, measureByHold } from './hold.ts';
import { hourScaleAt, setHourScale } from './hour-scale.ts';
import { F as FIELDS, RECORD, SCALE_SLOTS } from './layout.ts';
import { learnFirst, learnLevel, learnNormal } from './learn.ts';
import { countUnitOf, limitsInScales } from './limits.ts';
import type { Freedom, Moment } from './moment.ts';
import { createMoments } from './moments.ts';
import { createPrediction, predict } from './predict.ts';
import { inThisLayout, LAYOUT } from './record-layout.ts';
import { ratesFor } from './rates.ts';
import { fillUnknown, scoreAgainstBand, scoreSilence, withoutAlarm } from './score.ts';
import { clearSeasons, learnSeason, moveSeason } from './season.ts';
import { markSigned } from './sign.ts';
import { ABSENCE, ZEROS, learnSilence } from './silence.ts';
import { startNoise } from './noise.ts';
import { scoreSlow, slowRules } from './slow.ts';
import { createSlabs, type Slab, slabFor, type SlabMemory, SLAB_RECORDS } from './slab.ts';
import { learnTail, tailRules, widerBy } from './tail.ts';
import { touchRecords, TOUCHED_ROWS } from './touch.ts';
import { startTypical, typicalRules } from './typical.ts';

const F = FIELDS;

const WEEK_MS = 604_800_000;
const HOUR_MS = 3_600_000;
/** No alarms before so many hours and values. */
const LEARNING_HOURS = 24;
const LEARNING_VALUES = 24;
const SATURDAY = 120;
/** How far a first weekend may differ from the weekdays before it. */
const FIRST_WEEKEND: Freedom = { least: 0.15, most: 2.5 };
/** How much wider the bands are while little is known: the first day; an hour of the week never seen. */
const FIRST_DAY_WIDER = 2;
const NEW_HOUR_WIDER = 1.15;

export type TideSettings = Pick<
  WatchSettings,
  | 'stepMs'
  | 'timezone'
  | 'specialDays'
  | 'direction'
  | 'falseAlarmsPerWeek'
  | 'typical'
  | 'minChange'
  | 'nonNegative'
  | 'measure'
>;

/** A detector whose records several threads may score, each row one thread at a time. */
export interface TideDetector extends Detector {
  /** Makes room for the rows of a step whose parts are scored by whomever. */
  begin(stepStartMs: number, count: number): void;
  memory(): readonly SlabMemory[];
  /** As `snapshot`, for a checkpoint that is written while steps are scored. */
  lend(loan: Loan): Lendable<DetectorState>;
  /** Rows `from` to before `to` are about to be scored by whomever: what a checkpoint was lent of them is kept. */
  keep(from: number, to: number): void;
  /** Scores rows in the memory of another thread's detector with the same settings from now on. */
  adopt(index: number, memory: SlabMemory): void;
}

/**
 * The streaming baseline detector: level, daily and weekly season in civil time, robust updates, calibrated limits.
 * See README.md in this folder for the model.
 *
 * @param options.shared keeps the records in memory that other threads can share
 */
export function createTideDetector(settings: TideSettings, { shared = false } = {}): TideDetector {
  const { stepMs } = settings;
  const momentOf = createMoments(settings);
  const stepHours = stepMs / HOUR_MS;
  const alarmProbability = Math.min(0.01, settings.falseAlarmsPerWeek / (WEEK_MS / stepMs));
  // Whether nothing (or zero) of this can be a failure: an error ratio without requests is not.
  const silenceMatters =
    settings.direction !== 'up' && settings.measure !== 'ratio' && settings.measure !== 'quantiles';
  const bandRules: BandRules = {
    ...settings,
    limits: limitsInScales(alarmProbability),
    tail: tailRules(stepHours, settings.falseAlarmsPerWeek),
    isShare: settings.measure === 'ratio',
  };
  const { tail, isShare } = bandRules;
  const rates = ratesFor(stepHours);
  const typical = typicalRules(stepHours, settings.typical);
  const slow = slowRules(stepHours, settings);
  const prediction = createPrediction();
  const novelty = createNovelty();
  const band: Band = { lower: NaN, upper: NaN };
  const hold = createHold();
  const slabs = createSlabs(shared);
  let rows = 0;
  let lastStepMs = NaN;

  function grow(count: number): void {
    slabs.makeRoom(count);
    for (; rows < count; rows++) initialise(slabs.of(rows), slabs.offset(rows));
  }

  function initialise(slab: Slab, o: number): void {
    clearSeasons(slab, o);
    startTypical(slab.float, o, typical);
    startNoise(slab.float, o);
  }

  function scoreStep(step: DetectorStep, out: DetectorColumns): void {
    const { stepStartMs, from = 0, count } = step;
    grow(from + count);
    const moment = momentOf(stepStartMs);
    for (let row = 0; row < count;) {
      const slab = slabs.of(from + row);
      const end = Math.min(count, row + SLAB_RECORDS - ((from + row) % SLAB_RECORDS));
      for (let o = slabs.offset(from + row); row < end;) {
        const until = Math.min(end, row + TOUCHED_ROWS);
        touchRecords(slab, o, until - row, moment);
        for (; row < until; row++, o += RECORD) {
          scoreRow(slab, o, row, step, moment, out);
        }
      }
    }
    lastStepMs = stepStartMs;
  }

  /**
   * @param o offset of the record; `row` is where the step's columns have it
   * @param step as it is: numbers that are handed over would be put on the heap
   */
  function scoreRow(
    slab: Slab,
    o: number,
    row: number,
    step: DetectorStep,
    moment: Moment,
    out: DetectorColumns,
  ): void {
    const state = slab.float;
    const value = step.value[row]!;
    const held = step.held[row] !== 0;
    const unit = step.unit[row]!;
    const { hourOfWeek, hour, coarseSlot } = moment;
    const age = state[o + F.age]!;
    const days = (age * stepHours) / 24;
    const absent = value !== value;
    out.value[row] = value;
    out.held[row] = held ? 1 : 0;
    out.severity[row] = 0;
    out.change[row] = 0;
    const learning = age * stepHours < LEARNING_HOURS || state[o + F.present]! < LEARNING_VALUES;
    out.learning[row] = learning ? 1 : 0;

    if (state[o + F.present]! === 0) {
      fillUnknown(row, out);
      if (!absent) {
        learnFirst(slab, o, value, hour);
        learnSeason(slab, o, moment, value, true, 1 / stepHours);
      }
      return;
    }

    if (value < 0) markSigned(state, o);
    predict(slab, o, moment, days, prediction);
    const opened = held && state[o + F.holdCount]! < 0;
    if (held) measureByHold(state, o, prediction, bandRules, hold);
    else if (state[o + F.holdCount]! > 0) {
      endHold(state, o, value - prediction.season);
      predict(slab, o, moment, days, prediction);
    }
    const { special } = moment;
    scoreSlow(state, o, prediction, value, days, held, special !== null, slow, row, out);
    const expected = prediction.expected;
    const widen = days < 1 ? FIRST_DAY_WIDER : prediction.weekKnown ? 1 : NEW_HOUR_WIDER;
    const freedom = special ?? (!prediction.weekKnown && hourOfWeek >= SATURDAY ? FIRST_WEEKEND : null);
    const wider = widerBy(state, o, tail);
    setBand(state, o, prediction, bandRules, widen, freedom, held ? hold : null, unit, wider, row, out, band);
    out.expected[row] = expected;
    scoreAgainstBand(row, expected, value - expected, settings.direction, band, out);
    if (isShare) capShare(row, out);
    if (!learning && !absent && out.score[row]! > 1 && Math.abs(prediction.drift) > prediction.driftLimit) {
      out.cause[row] = CAUSE.drift;
    }
    if (silenceMatters) scoreSilence(slab, o, row, value, coarseSlot, days, out);
    const one = countUnitOf(state, o, unit);
    if (special === null)
      followNovelty(state, o + F.change, value, settings.minChange, one, moment.hourOfDay, stepHours, novelty);
    const asked = settings.direction !== (novelty.direction < 0 ? 'up' : 'down');
    if (!learning && asked && special === null) out.change[row] = novelty.score;
    out.lasting[row] = out.score[row]!;
    const unasked = value < expected ? settings.direction === 'up' : settings.direction === 'down';
    if (held && !absent && !unasked) {
      placeLimits(state, o, prediction, bandRules, hold.low, hold.high, unit, 1, band);
      out.lasting[row] = Math.max(out.score[row]!, scoreValue(value, expected, band.lower, band.upper));
    }
    if (learning && out.score[row]! > 1) withoutAlarm(row, value, out);
    const alarm = out.score[row]! > 1;
    const isFirst = !held && !absent && !learning && special === null && state[o + F.holdCount]! === 0;
    const byValue = out.cause[row]! === CAUSE.none || out.cause[row]! === CAUSE.value;
    learnTail(state, o, isFirst && byValue ? wider * out.score[row]! : 0, opened, tail);

    if (!held) {
      markOnset(state, o, prediction, alarm);
      if (silenceMatters && special === null) {
        learnSilence(slab, o, ABSENCE, moment, absent, age, stepHours);
        if (!absent) learnSilence(slab, o, ZEROS, moment, value === 0, age, stepHours);
      }
    }
    if (held) learnHold(state, o, absent ? 0 : value, expected, stepHours);
    if (!absent) {
      learnLevel(state, o, prediction, value, rates);
      if (!held && special === null) {
        learnNormal(slab, o, prediction, value, widen, days, hour, rates, typical);
        state[o + F.present]! += 1;
      }
    }
    learnSeason(slab, o, moment, value, !(held || alarm || absent || special !== null), 1 / stepHours);
    state[o + F.correction] = prediction.drift;
    state[o + F.age] = age + 1;
  }

  function accept(row: number): void {
    slabs.keep(row, row + 1);
    const slab = slabs.of(row);
    const o = slabs.offset(row);
    const state = slab.float;
    const { factor, shift } = heldMove(state, o);
    const season = seasonNow(slab, o);
    moveSeason(slab, o, factor, shift);
    state[o + F.flat] = state[o + F.flat]! * factor + shift;
    // What the level is followed to stays where it is; the season has come to it.
    const moved = seasonNow(slab, o) - season;
    for (const at of [F.slow, F.middle, F.fast]) state[o + at]! -= moved;
    const wider = Math.max(1, factor);
    for (const at of [F.fastLow, F.fastHigh, F.slowLow, F.slowHigh]) state[o + at]! *= wider;
    for (let hour = 0; hour < SCALE_SLOTS; hour++) setHourScale(slab, o, hour, hourScaleAt(slab, o, hour) * wider);
    forgetHold(state, o);
  }

  function seasonNow(slab: Slab, o: number): number {
    predict(slab, o, momentOf(lastStepMs), (slab.float[o + F.age]! * stepHours) / 24, prediction);
    return prediction.season;
  }

  function expect(row: number, timeMs: number): Expectation {
    if (row >= rows) return { expected: NaN, lower: NaN, upper: NaN };
    const slab = slabs.of(row);
    const o = slabs.offset(row);
    if (slab.float[o + F.present]! === 0) return { expected: NaN, lower: NaN, upper: NaN };
    const hoursAhead = Math.max(0, (timeMs - lastStepMs) / HOUR_MS);
    const days = (slab.float[o + F.age]! * stepHours) / 24;
    predict(slab, o, momentOf(timeMs), days, prediction);
    return carryForward(slab.float, o, prediction, bandRules, hoursAhead);
  }

  return {
    step: scoreStep,
    begin(stepStartMs, count) {
      grow(count);
      lastStepMs = stepStartMs;
    },
    memory: slabs.memory,
    adopt(index, memory) {
      slabs.adopt(index, memory);
      // Whoever made them has initialised them.
      rows = Math.max(rows, index * SLAB_RECORDS + memory.byteLength / (RECORD * Float32Array.BYTES_PER_ELEMENT));
    },
    accept,
    expect,
    stateBytes: RECORD * Float32Array.BYTES_PER_ELEMENT,
    lend: (loan) => ({ rows, lastStepMs, state: slabs.lend(rows, loan), layout: LAYOUT }),
    keep: slabs.keep,
    snapshot: () => ({ rows, lastStepMs, state: slabs.views(rows), layout: LAYOUT }),
    restore(saved) {
      rows = saved.rows;
      lastStepMs = saved.lastStepMs;
      const fresh = slabFor(1);
      initialise(fresh, 0);
      slabs.restore(inThisLayout(saved, fresh.float));
    },
  };
}
