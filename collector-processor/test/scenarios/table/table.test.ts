import { describe, expect, it } from '@jest/globals';
import { judge } from './judge.ts';
import { markdownTable } from './markdown.ts';
import { firingIn, minutesOf, testFile } from './promql.ts';
import type { Case } from './types.ts';

const DAY = 1440;
const minutes = (count: number): Case['values'] => new Array<number>(count).fill(1);
const troubled: Case = {
  name: 'outage',
  point: '1',
  startMs: 0,
  timezone: 'UTC',
  values: minutes(16 * DAY),
  trouble: [15 * DAY, 15 * DAY + 100],
};
const clean: Case = { ...troubled, name: 'clean', trouble: null };

function alarmedAt(...spans: [number, number][]): Uint8Array {
  const alarmed = new Uint8Array(16 * DAY);
  for (const [from, to] of spans) alarmed.fill(1, from, to);
  return alarmed;
}

describe('judge', () => {
  it('tells when the first alarm came, and for how much of the trouble it stood', () => {
    const alarmed = alarmedAt([15 * DAY + 2, 15 * DAY + 52]);
    expect(judge(troubled, { alarmed, class: 'drop' })).toEqual({
      firstAlarm: 2,
      share: 0.5,
      falseAlarmsPerWeek: 0,
      class: 'drop',
    });
  });

  it('counts alarms outside the trouble once each, but none of the first week', () => {
    const alarmed = alarmedAt(
      [DAY, DAY + 9],
      [9 * DAY, 9 * DAY + 3],
      [9 * DAY + 5, 9 * DAY + 6],
      [12 * DAY, 12 * DAY + 1],
    );
    const { firstAlarm, falseAlarmsPerWeek } = judge(clean, { alarmed, class: '' });
    expect(firstAlarm).toBeNull();
    expect(falseAlarmsPerWeek).toBeCloseTo((2 * 7) / 8);
  });

  it('takes an alarm that outlasts the trouble a little for part of it', () => {
    expect(judge(troubled, { alarmed: alarmedAt([15 * DAY, 15 * DAY + 150]), class: '' }).falseAlarmsPerWeek).toBe(0);
  });
});

describe("the other project's rules", () => {
  it('get a case as a series of their strategy, absent minutes as none, and are asked of the minutes that are judged', () => {
    const values = [1.5, null, 0, ...minutes(8 * DAY - 1)];
    const file = testFile('/rules.yml', 'robust', { ...clean, values });
    expect(file).toContain(`requests{anomaly_name="case",anomaly_type="requests",anomaly_strategy="robust"}`);
    expect(file).toContain("values: '1.50000 _ 0.00000 1.00000");
    expect(file.match(/eval_time: \d+m/g)).toEqual(['eval_time: 11520m', 'eval_time: 11521m']);
  });

  it('are read from what promtool prints', () => {
    const output = [
      '    expr: "ALERTS{alertstate=\\"firing\\"}", time: 1d1m,',
      '        exp: nil',
      '        got: {__name__="ALERTS", alertname="AnomalyDetected", anomaly_name="case"} 1E+00',
      '    expr: "ALERTS{alertstate=\\"firing\\"}", time: 1w3d2h5m,',
      '        exp: nil',
      '        got: {__name__="ALERTS", alertname="AnomalyDetected", anomaly_name="case"} 1E+00',
    ].join('\n');
    const { alarmed } = firingIn(output, clean);
    expect([...alarmed.keys()].filter((minute) => alarmed[minute] === 1)).toEqual([1441, 10 * DAY + 125]);
  });

  it.each([
    ['0s', 0],
    ['5m', 5],
    ['1w', 10_080],
    ['2w1d3h4m', 21_784],
  ])('%s is so many minutes', (duration, expected) => expect(minutesOf(duration)).toBe(expected));
});

it('prints a row a case', () => {
  const judgements = [
    { firstAlarm: 0, share: 1, falseAlarmsPerWeek: 0, class: 'drop_to_zero' },
    { firstAlarm: null, share: NaN, falseAlarmsPerWeek: 0.25, class: '' },
  ];
  const rows = markdownTable([troubled, clean], [{ name: 'tidemark', judgements }]).split('\n');
  expect(rows[2]).toBe('| outage | 1 | step 1 | 100 % | 0 | drop_to_zero |');
  expect(rows[3]).toBe('| clean | 1 | – | – | 0.3 |  |');
});
