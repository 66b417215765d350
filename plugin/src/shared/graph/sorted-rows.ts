import { SortOrder } from '@grafana/schema';
import type { PointRow } from '../view/point-model';

/** The rows of a tooltip: the one under the pointer first, then as the panel's option says, those without a value last. */
export function sortedRows(rows: readonly PointRow[], sort: SortOrder, focusedGroup: number | null): PointRow[] {
  const sign = sort === SortOrder.Descending ? -1 : 1;
  const value = ({ value: measured, expected }: PointRow) => measured ?? expected;
  return [...rows].sort((a, b) => {
    const focus = Number(b.group === focusedGroup) - Number(a.group === focusedGroup);
    if (focus !== 0 || sort === SortOrder.None) {
      return focus;
    }
    const [left, right] = [value(a), value(b)];
    return left === null || right === null ? Number(left === null) - Number(right === null) : sign * (left - right);
  });
}
