import { describe, expect, it } from '@jest/globals';
import { run, watch } from '../../test/scenarios/run.ts';
import { traffic } from '../../test/scenarios/traffic.ts';
import type { PartialBatch } from '../series/types.ts';
import { createEngine } from './engine.ts';
import type { StepReport } from './types.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const requests = watch({ name: 'requests', measure: 'rate', countUnit: 1 / 60 });

function batch(minute: number, sum: number, labels: Record<string, string> = { service: 'shop' }): PartialBatch {
  const stepStartMs = START + minute * MINUTE;
  return {
    partials: [{ watch: 'requests', labels, stepStartMs, aggregate: { kind: 'sum', sum } }],
    producers: [{ producer: 'a', coveredToMs: stepStartMs + MINUTE }],
  };
}

const rows = (report: StepReport) =>
  report.step.series.map(({ labels }, i) => [Object.values(labels).join('/'), report.step.columns.value[i]]);

describe('engine', () => {
  it('closes a step when its sender has covered it, and gives the rate', () => {
    const engine = createEngine({ watches: [requests] });
    engine.ingest(batch(0, 120));
    const reports = engine.advance();
    expect(reports.map(rows)).toEqual([[['shop', 2]]]);
    expect(engine.lastStepMs('requests')).toBe(START);
    expect(engine.advance()).toEqual([]);
  });

  it('live, closes steps in which nothing came: the series is absent, not zero', () => {
    const engine = createEngine({ watches: [requests] });
    engine.ingest(batch(0, 120));
    engine.advance(START + MINUTE);
    const reports = engine.advance(START + 20 * MINUTE);
    expect(reports).toHaveLength(19);
    expect(reports.every(({ step }) => Number.isNaN(step.columns.value[0]))).toBe(true);
  });

  it('gives each quantile of a histogram watch a series of its own', () => {
    const latency = watch({ name: 'latency', measure: 'quantiles', quantiles: [0.5, 0.95], direction: 'up' });
    const engine = createEngine({ watches: [latency] });
    engine.ingest({
      partials: [
        {
          watch: 'latency',
          labels: { service: 'shop' },
          stepStartMs: START,
          aggregate: { kind: 'histogram', lowers: [0], uppers: [1], counts: [100] },
        },
      ],
      producers: [],
    });
    expect(engine.flush().map(rows)).toEqual([
      [
        ['shop/0.5', 0.5],
        ['shop/0.95', 0.95],
      ],
    ]);
    expect(engine.series('latency').map(({ labels }) => labels.quantile)).toEqual(['0.5', '0.95']);
  });

  it('revises a closed step within the grace: a new revision with the changed rows, past it counts late', () => {
    const engine = createEngine({ watches: [requests], limits: { graceMs: 3 * MINUTE } });
    for (let minute = 0; minute < 3; minute++) {
      engine.ingest(batch(minute, 60));
      engine.ingest(batch(minute, 60, { service: 'cart' }));
    }
    engine.advance();
    expect(engine.ingest(batch(1, 30))).toMatchObject({ accepted: 1 });
    const [revision, ...others] = engine.advance();
    expect(others).toEqual([]);
    expect(revision!.step.revision).toBe(1);
    expect(rows(revision!)).toEqual([['shop', 1.5]]);
    for (let minute = 3; minute < 9; minute++) engine.ingest(batch(minute, 60));
    engine.advance();
    expect(engine.ingest(batch(1, 30))).toMatchObject({ accepted: 0, late: 1 });
  });

  it('gives out what a series told that was first heard of after its step had closed, and takes it up', () => {
    const engine = createEngine({ watches: [requests] });
    engine.ingest(batch(0, 60));
    engine.advance();
    engine.ingest(batch(0, 120, { service: 'cart' }));
    const [revision] = engine.advance();
    expect(rows(revision!)).toEqual([['cart', 2]]);
    expect(revision!.step.columns).toMatchObject({ learning: Uint8Array.of(1), expected: Float64Array.of(NaN) });
    engine.ingest(batch(0, 60, { service: 'cart' }));
    expect(engine.advance().map(rows)).toEqual([[['cart', 3]]]);
    engine.ingest(batch(1, 60));
    expect(rows(engine.advance()[0]!)).toEqual([
      ['shop', 1],
      ['cart', NaN],
    ]);
  });

  it('refuses what is too far ahead of the clock', () => {
    const engine = createEngine({ watches: [requests] });
    engine.advance(START);
    expect(engine.ingest(batch(30, 1))).toMatchObject({ accepted: 0, future: 1 });
  });

  it('a clock that jumps back closes nothing twice and loses nothing', () => {
    const engine = createEngine({ watches: [requests] });
    const starts: number[] = [];
    for (const [minute, clockMinute] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, -500],
      [4, 5],
      [5, 6],
    ] as const) {
      engine.ingest(batch(minute, 60));
      for (const { step } of engine.advance(START + clockMinute * MINUTE)) {
        if (step.revision === 0) starts.push((step.stepStartMs - START) / MINUTE);
      }
    }
    expect(starts).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('folds series over the cap into one that is named so, and says it', () => {
    const engine = createEngine({ watches: [requests], limits: { maxSeries: 2 } });
    for (const service of ['a', 'b']) engine.ingest(batch(0, 60, { service }));
    engine.advance();
    const outcome = engine.ingest(batch(1, 60, { service: 'c' }));
    expect(outcome).toMatchObject({ overflow: 1 });
    engine.ingest(batch(1, 60, { service: 'd' }));
    engine.advance();
    expect(engine.series('requests').map(({ labels }) => labels)).toEqual([
      { service: 'a' },
      { service: 'b' },
      { overflow: 'true' },
    ]);
  });

  describe('a token whose series are limited', () => {
    const errors = watch({ name: 'errors', measure: 'rate', countUnit: 1 / 60 });
    const make = () => createEngine({ watches: [requests, errors], tokenSeries: new Map([['shop', 3]]) });
    const sent = (token: string | undefined, watchName: string, service: string, minute = 0): PartialBatch => {
      const { partials, producers } = batch(minute, 60, { service });
      return { partials: partials.map((partial) => ({ ...partial, watch: watchName })), producers, token };
    };
    const labelsOf = (engine: ReturnType<typeof make>, name: string) => engine.series(name).map(({ labels }) => labels);

    it('starts so many over all watches; what is beyond goes to a series of its name, and others do not feel it', () => {
      const engine = make();
      for (const service of ['a', 'b']) engine.ingest(sent('shop', 'requests', service));
      expect(engine.ingest(sent('shop', 'errors', 'a'))).toMatchObject({ accepted: 1, overflow: 0 });
      for (const service of ['b', 'c']) {
        expect(engine.ingest(sent('shop', 'errors', service))).toMatchObject({ accepted: 0, overflow: 1 });
      }
      expect(engine.ingest(sent('shop', 'requests', 'a'))).toMatchObject({ accepted: 1, overflow: 0 });
      for (const token of [undefined, 'other']) {
        expect(engine.ingest(sent(token, 'errors', `of-${token}`))).toMatchObject({ accepted: 1, overflow: 0 });
      }
      const [, report] = engine.flush();
      expect(rows(report!)).toEqual([
        ['a', 1],
        ['true/shop', 2],
        ['of-undefined', 1],
        ['of-other', 1],
      ]);
      expect(labelsOf(engine, 'errors')[1]).toEqual({ overflow: 'true', token: 'shop' });
    });

    it('is limited the same after a restart, and may start others for those that are gone', () => {
      const before = make();
      for (const service of ['a', 'b', 'c']) before.ingest(sent('shop', 'requests', service));
      before.advance();
      const engine = make();
      engine.restore(before.snapshot());
      expect(engine.ingest(sent('shop', 'requests', 'd', 1))).toMatchObject({ overflow: 1 });

      // A week and a day without a word: a and b are gone.
      const later = 8 * 24 * 60;
      for (let minute = 1; minute <= later; minute += 60) {
        engine.ingest(sent('shop', 'requests', 'c', minute), START + minute * MINUTE);
        engine.advance(START + minute * MINUTE);
      }
      expect(labelsOf(engine, 'requests')).toEqual([{ service: 'c' }]);
      for (const service of ['a', 'e']) {
        expect(engine.ingest(sent('shop', 'requests', service, later), START + later * MINUTE)).toMatchObject({
          accepted: 1,
        });
      }
      engine.advance(START + (later + 10) * MINUTE);
      expect(engine.ingest(sent('shop', 'requests', 'f', later + 10))).toMatchObject({ overflow: 1 });
    }, 60_000);
  });

  it('counts series over all watches', () => {
    const errors = watch({ name: 'errors', measure: 'rate', countUnit: 1 / 60 });
    const engine = createEngine({ watches: [requests, errors], limits: { maxSeries: 2 } });
    for (const service of ['a', 'b']) engine.ingest(batch(0, 60, { service }));
    const { partials, producers } = batch(0, 60);
    const other = { partials: partials.map((partial) => ({ ...partial, watch: 'errors' })), producers };
    expect(engine.ingest(other)).toMatchObject({ accepted: 0, overflow: 1 });
  });

  it('knows its series again after a restart at the cap', () => {
    const limits = { maxSeries: 2 };
    const before = createEngine({ watches: [requests], limits });
    for (const service of ['a', 'b']) before.ingest(batch(0, 60, { service }));
    before.advance();
    const after = createEngine({ watches: [requests], limits });
    after.restore(before.snapshot());
    expect(after.ingest(batch(1, 60, { service: 'b' }))).toMatchObject({ accepted: 1, overflow: 0 });
    expect(after.ingest(batch(1, 60, { service: 'c' }))).toMatchObject({ overflow: 1 });
  });

  it('one failure of a few requests is no error ratio to alarm on; the same ratio of many is', () => {
    const errors = watch({
      name: 'errors',
      measure: 'ratio',
      direction: 'up',
      minChange: { absolute: 0.01, relative: 0.1 },
    });
    const worst = (denominator: number) => {
      const engine = createEngine({ watches: [errors] });
      let highest = 0;
      for (let minute = 0; minute < 3 * 1440; minute++) {
        const numerator = minute === 3 * 1440 - 1 ? denominator / 5 : minute % 20 === 0 ? denominator / 100 : 0;
        engine.ingest({
          partials: [
            {
              watch: 'errors',
              labels: {},
              stepStartMs: START + minute * MINUTE,
              aggregate: { kind: 'ratio', numerator, denominator },
            },
          ],
          producers: [{ producer: 'a', coveredToMs: START + (minute + 1) * MINUTE }],
        });
        for (const { step } of engine.advance()) highest = Math.max(highest, step.columns.score[0]!);
      }
      return highest;
    };
    expect(worst(5)).toBeLessThanOrEqual(1);
    expect(worst(500)).toBeGreaterThan(1);
  });

  it('no value that is not a number or out of range gets further than the step', () => {
    const engine = createEngine({ watches: [requests] });
    engine.ingest(batch(0, 60));
    engine.ingest(batch(1, NaN));
    engine.ingest(batch(2, 1e300));
    engine.ingest(batch(3, Infinity));
    const values = engine.flush().map(({ step }) => step.columns.value[0]);
    expect(values).toEqual([1, NaN, NaN, NaN]);
  });

  it('scores bit-identically from a snapshot', () => {
    const points = [...traffic({ startMs: START, days: 6, rate: 20 })];
    const feed = (engine: ReturnType<typeof createEngine>, from: number, to: number) => {
      const scores: number[] = [];
      for (const { timeMs, value } of points.slice(from, to)) {
        engine.ingest(batch((timeMs - START) / MINUTE, value! * 60));
        for (const { step } of engine.advance()) scores.push(step.columns.score[0]!, step.columns.upper[0]!);
      }
      return scores;
    };
    const whole = createEngine({ watches: [requests] });
    const expected = feed(whole, 0, points.length).slice(2 * 5000);
    const before = createEngine({ watches: [requests] });
    feed(before, 0, 5000);
    const after = createEngine({ watches: [requests] });
    after.restore(before.snapshot());
    expect(feed(after, 5000, points.length)).toEqual(expected);
  });

  it('takes up nothing of a checkpoint whose records it cannot read', () => {
    const before = createEngine({ watches: [requests] });
    before.ingest(batch(0, 60));
    before.advance();
    const saved = before.snapshot();
    const lane = saved.lanes.requests!;
    const [records] = lane.detector.state as readonly Float32Array[];
    const detector = { rows: 1, lastStepMs: START, state: records!.slice(0, -1) };
    const after = createEngine({ watches: [requests] });
    expect(() => after.restore({ ...saved, lanes: { requests: { ...lane, detector } } })).toThrow('requests');
    expect(after.series('requests')).toEqual([]);
  });

  it('forgets a series that was silent for the expiry, closes its incident, and takes it back when it reports', () => {
    const engine = createEngine({ watches: [requests], limits: { expireAfterMs: 60 * MINUTE } });
    const reports: StepReport[] = [];
    for (let minute = 0; minute < 2 * 1440; minute++) {
      if (minute < 1500) engine.ingest(batch(minute, 600));
      engine.ingest(batch(minute, 600, { service: 'other' }));
      reports.push(...engine.advance());
    }
    const incidents = new Map(reports.flatMap(({ changed }) => changed.map((incident) => [incident.id, incident])));
    expect([...incidents.values()]).toEqual([expect.objectContaining({ class: 'absent', closedBecause: 'expired' })]);
    expect(engine.series('requests')).toHaveLength(1);
    engine.ingest(batch(2 * 1440, 600));
    engine.flush();
    expect(engine.series('requests')).toHaveLength(2);
  });
});

describe('verdict', () => {
  const TROUBLE = START + 3 * 1440 * MINUTE;
  const troubled = [
    ...traffic({ startMs: START, days: 4, rate: 50, trouble: (rate, at) => (at >= TROUBLE ? rate * 4 : rate) }),
  ];

  /** As a person meets it: an incident that has been open for half an hour. */
  function untilIncident() {
    const engine = createEngine({ watches: [requests] });
    let taken = 0;
    for (const { timeMs, value } of troubled) {
      taken++;
      engine.ingest(batch((timeMs - START) / MINUTE, value! * 60));
      const opened = engine.advance().flatMap(({ changed }) => changed)[0];
      if (opened && timeMs >= opened.startMs + 30 * MINUTE) return { engine, opened, rest: troubled.slice(taken) };
    }
    throw new Error('no incident');
  }
  const goOn = ({ engine, rest }: ReturnType<typeof untilIncident>) =>
    rest.flatMap(({ timeMs, value }) => {
      engine.ingest(batch((timeMs - START) / MINUTE, value! * 60));
      return engine.advance().map(({ step }) => step.columns);
    });

  it('"expected" closes the incident and teaches the new level', () => {
    const run = untilIncident();
    const said = { verdict: 'expected', comment: 'sale', by: 'ann', atMs: 1 } as const;
    expect(run.engine.openIncidents()).toBe(1);
    expect(run.engine.verdict(run.opened, said)).toMatchObject({
      status: 'closed',
      closedBecause: 'accepted',
      verdict: said,
    });
    expect(run.engine.openIncidents()).toBe(0);
    const later = goOn(run).slice(120);
    expect(later.filter(({ score }) => score[0]! > 1).length / later.length).toBeLessThan(0.1);
  });

  it('"real" leaves it open and holds learning', () => {
    const run = untilIncident();
    const said = { verdict: 'real', comment: '', by: '', atMs: 1 } as const;
    expect(run.engine.verdict(run.opened, said)).toMatchObject({ status: 'open', verdict: said });
    const later = goOn(run);
    // The limits reach out to where the traffic has come to (decision 0903); what was normal is not forgotten.
    expect(run.engine.openIncidents()).toBe(1);
    expect(later.filter(({ held }) => held[0] === 1).length / later.length).toBeGreaterThan(0.95);
  });

  it('on an incident of long ago only marks it', () => {
    const run = untilIncident();
    const old = { ...run.opened, id: 'gone', status: 'closed' as const };
    expect(run.engine.verdict(old, { verdict: 'false_alarm', comment: '', by: '', atMs: 1 })).toMatchObject({
      id: 'gone',
      verdict: { verdict: 'false_alarm' },
    });
  });
});

describe('forecast', () => {
  it('carries the season forward with a band that widens and holds what comes', () => {
    const points = [...traffic({ startMs: START, days: 15, rate: 50 })];
    const engine = createEngine({ watches: [requests] });
    const known = 14 * 1440;
    for (const { timeMs, value } of points.slice(0, known)) {
      engine.ingest(batch((timeMs - START) / MINUTE, value! * 60));
      engine.advance();
    }
    const ahead = points.slice(known);
    const id = engine.series('requests')[0]!.id;
    const forecast = engine.forecast(
      id,
      ahead.map(({ timeMs }) => timeMs),
    );
    const inside = forecast.filter(({ lower, upper }, i) => ahead[i]!.value! >= lower && ahead[i]!.value! <= upper);
    expect(inside.length / forecast.length).toBeGreaterThan(0.97);
    const errors = forecast.map(({ expected }, i) => Math.abs(expected - ahead[i]!.value!) / ahead[i]!.value!);
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(0.08);
    // The same time of day is compared, a day apart: 02:00 and, on a longer horizon, 02:00 again.
    const [near, far] = engine.forecast(id, [ahead[120]!.timeMs, ahead[120]!.timeMs + 1440 * MINUTE]);
    expect(far!.upper - far!.lower).toBeGreaterThan(near!.upper - near!.lower);
  });

  it('knows nothing of a series that has no history', () => {
    const { reports } = run([{ timeMs: START, value: null }]);
    expect(reports).toEqual([]);
    expect(() => createEngine({ watches: [requests] }).forecast(7, [START])).toThrow('Series 7 not found');
  });
});
