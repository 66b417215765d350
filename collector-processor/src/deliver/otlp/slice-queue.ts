import type { DerivedTable } from '../derived-table.ts';
import { pointsOf, type TableSlice } from './resource-metrics.ts';

/** Points of one request: about 1 MB of JSON, 30 kB compressed. */
const MAX_REQUEST_POINTS = 4_000;

/** A bounded queue of slices; when full the oldest goes: newer scores are worth more than older ones. */
export function createSliceQueue(
  maxSlices: number,
  onDropped: (points: number, reason: 'queue_full' | 'closed') => void,
) {
  const slices: TableSlice[] = [];

  return {
    push(table: DerivedTable, rows: readonly number[]): void {
      const rowsEach = Math.max(1, Math.floor(MAX_REQUEST_POINTS / Math.max(1, table.columns.length)));
      for (let from = 0; from < rows.length; from += rowsEach) {
        slices.push({ table, rows: rows.slice(from, from + rowsEach) });
      }
      while (slices.length > maxSlices) onDropped(pointsOf(slices.shift()!), 'queue_full');
    },

    /** The oldest slices that together make one request; empty when there are none. */
    take(): TableSlice[] {
      let points = 0;
      let count = 0;
      while (count < slices.length && (count === 0 || points + pointsOf(slices[count]!) <= MAX_REQUEST_POINTS)) {
        points += pointsOf(slices[count]!);
        count++;
      }
      return slices.splice(0, count);
    },

    /** Gives up what waits. */
    clear(): void {
      for (const slice of slices.splice(0)) onDropped(pointsOf(slice), 'closed');
    },

    size: () => slices.length,
  };
}
