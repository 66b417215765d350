/** The first lines of each kind are worth showing; a million are not. */
const MAX_LINES_KEPT = 5;

export interface Refusal {
  readonly reason: string;
  readonly count: number;
  /** Numbers of the first such lines, from 1. */
  readonly lines: readonly number[];
}

/** Refused records, counted by reason. */
export interface Refusals {
  add(reason: string, line: number): void;
  /** Most frequent first. */
  list(): readonly Refusal[];
}

export function createRefusals(): Refusals {
  const byReason = new Map<string, { count: number; lines: number[] }>();
  return {
    add(reason, line) {
      const entry = byReason.get(reason) ?? { count: 0, lines: [] };
      entry.count++;
      if (entry.lines.length < MAX_LINES_KEPT) entry.lines.push(line);
      byReason.set(reason, entry);
    },
    list: () => [...byReason].map(([reason, entry]) => ({ reason, ...entry })).sort((a, b) => b.count - a.count),
  };
}

/** @example describeRefusal({ reason: 'bad_time', count: 7, lines: [3, 9] }) // '7 × bad_time (lines 3, 9, …)' */
export function describeRefusal({ reason, count, lines }: Refusal): string {
  const more = count > lines.length ? ', …' : '';
  return `${count} × ${reason} (${lines.length === 1 && more === '' ? 'line' : 'lines'} ${lines.join(', ')}${more})`;
}
