import { describe, expect, it } from '@jest/globals';
import { createRegistry } from './registry.ts';

function make({ quantiles = [] as number[], maxSeries = 100 } = {}) {
  let id = 0;
  return createRegistry({ watch: 'w', quantiles, maxSeries, nextId: () => ++id });
}

describe('registry', () => {
  it('knows a label set by its object, and by what it says', () => {
    const registry = make();
    const labels = { a: '1', b: '2' };
    expect(registry.groupOf(labels)).toBe(0);
    expect(registry.groupOf(labels)).toBe(0);
    expect(registry.groupOf({ b: '2', a: '1' })).toBe(0);
    expect(registry.groupOf({ a: '2' })).toBe(1);
    expect(registry.size()).toBe(2);
  });

  it('forgets objects that are new each time, not their series', () => {
    const registry = make();
    for (let i = 0; i < 5_000; i++) expect(registry.groupOf({ a: String(i % 2) })).toBe(i % 2);
  });

  it('gives a group one row a quantile, found with its quantile and by its id', () => {
    const registry = make({ quantiles: [0.5, 0.95] });
    registry.groupOf({ a: '1' });
    const group = registry.groupOf({ a: '2' });
    const row = registry.find({ a: '2', quantile: '0.95' });
    expect(row).toBe(group * registry.width + 1);
    expect(registry.rowOfId(registry.ref(row).id)).toBe(row);
    expect(registry.rowOfId(99)).toBe(-1);
    expect(registry.find({ a: '2' })).toBe(-1);
  });

  it('takes whole groups only, and names where the others go', () => {
    const registry = make({ quantiles: [0.5, 0.95], maxSeries: 3 });
    expect(registry.groupOf({ a: '1' })).toBe(0);
    expect(registry.groupOf({ a: '2' })).toBe(-1);
    expect(registry.ref(registry.overflowGroup() * registry.width).labels).toEqual({
      overflow: 'true',
      quantile: '0.5',
    });
    expect(registry.overflowGroup()).toBe(1);
  });

  it('lives from its first value until it is retired, and again', () => {
    const registry = make();
    const group = registry.groupOf({ a: '1' });
    expect(registry.live()).toEqual([]);
    registry.revive(group);
    expect(registry.live()).toHaveLength(1);
    const before = registry.version();
    registry.revive(group);
    expect(registry.version()).toBe(before);
    registry.retire(0);
    expect(registry.live()).toEqual([]);
    registry.revive(group);
    expect(registry.isLive(0)).toBe(true);
  });

  it('goes on from a snapshot; not from rows of other quantiles', () => {
    const quantiles = [0.5, 0.95];
    const registry = make({ quantiles });
    registry.revive(registry.groupOf({ a: '1' }));
    registry.groupOf({ a: '2' });
    const again = make({ quantiles });
    expect(again.restore(structuredClone(registry.snapshot()))).toBe(true);
    expect(again.groupOf({ a: '2' })).toBe(1);
    expect(again.live()).toEqual(registry.live());
    for (const other of [[0.5], [0.5, 0.99], []])
      expect(make({ quantiles: other }).restore(registry.snapshot())).toBe(other.length === 0);
  });
});
