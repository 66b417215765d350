import { describe, expect, it } from '@jest/globals';
import { createTracesReader } from '../intake/wire/traces-reader.ts';
import { builtinHttpWatches } from './builtin-http-watches.ts';
import { createMeasureStage } from './stage.ts';
import { MINUTE, T0 } from './test-telemetry.ts';

const watches = builtinHttpWatches({ stepMs: MINUTE, timezone: 'UTC', falseAlarmsPerWeek: 1, horizonsMs: [] });
describe('spans in columns', () => {
  it('are refused where an attribute that is asked for is broken', () => {
    const broken = Uint8Array.of(10, 12, 18, 10, 18, 8, 48, 2, 74, 4, 10, 9, 65, 65);
    const read = createTracesReader().read(broken);
    if (read.status !== 'decoded') throw new Error(read.error);
    const { accepted, refused } = createMeasureStage({ watches }).spanColumns(read.columns, T0);
    expect(accepted).toBe(0);
    expect(refused).toMatchObject([{ reason: 'malformed', count: 1 }]);
  });
});
