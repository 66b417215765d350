import { describe, expect, it } from '@jest/globals';
import { builtinHttpWatches } from '../../../../collector-processor/src/measure/builtin-http-watches';
import { DESCRIPTIONS, watchDescription } from './watch-description';

describe('watchDescription', () => {
  it('knows what the processor says of the watches without configuration, word by word', () => {
    const defaults = { stepMs: 60_000, timezone: 'UTC', falseAlarmsPerWeek: 1, typical: 0.95 as const, horizonsMs: [] };
    const said = builtinHttpWatches(defaults).map(({ description }) => description);

    expect(Object.keys(DESCRIPTIONS)).toEqual(said);
    expect(said.map((description) => watchDescription({ description }))).toEqual(said);
  });

  it("leaves people's own words", () => {
    expect(watchDescription({ description: 'Orders of Karl' })).toBe('Orders of Karl');
  });
});
