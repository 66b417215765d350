import { describe, expect, it } from '@jest/globals';
import { watch } from '../../test/scenarios/run.ts';
import { PART_ROWS } from '../detect/shards/ring.ts';
import { createRegistry } from '../series/registry.ts';
import { createStepColumns } from '../series/step-columns.ts';
import { createDueSteps } from './due-steps.ts';

const START = Date.UTC(2026, 0, 5);
const SERIES = 2 * PART_ROWS + 3;
const LAST = SERIES - 1;
const requests = watch({ name: 'requests', measure: 'last', countUnit: 0 });

/** A step in which all but the last series said their number. */
function make() {
  let id = 0;
  const registry = createRegistry({ watch: 'requests', quantiles: [], maxSeries: SERIES, nextId: () => ++id });
  const columns = createStepColumns(SERIES);
  for (let i = 0; i < SERIES; i++) registry.groupOf({ route: `/${i}` });
  const say = (group: number, value: number) => columns.add(group, { kind: 'last', value, timeMs: value });
  for (let i = 0; i < LAST; i++) say(i, i);
  const due = createDueSteps(requests, registry);
  const collect = () => due.collect([{ stepStartMs: START, columns }]);
  return { due, say, collect };
}

describe('the values of a step that waits', () => {
  it('are read a part at a time, each as it was when it closed', () => {
    const { due, say, collect } = make();
    collect();
    const step = due.take(START);
    step.read(0);
    expect([0, 1, 2].map(step.isRead)).toEqual([true, false, false]);
    for (const group of [5, LAST]) {
      due.fix(due.settle(START)!, group);
      say(group, 9999);
    }
    expect([0, 1, 2].map(step.isRead)).toEqual([true, false, true]);
    expect(due.valueAt(PART_ROWS, START)).toBe(PART_ROWS);
    step.read(1);
    expect([...step.value]).toEqual(Array.from({ length: SERIES }, (_, i) => (i === LAST ? NaN : i)));
  });

  it('use the memory of the step before', () => {
    const { due, collect } = make();
    collect();
    const { value } = due.take(START);
    collect();
    expect(due.take(START).value).toBe(value);
  });

  it('are those of no other step', () => {
    const { due, collect } = make();
    collect();
    expect(due.settle(START + 60_000)).toBeUndefined();
    expect(due.valueAt(0, START + 60_000)).toBeNaN();
  });
});
