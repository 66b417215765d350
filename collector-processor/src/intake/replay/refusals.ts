/** The first lines of each kind are worth showing; a million are not. */
const MAX_LINES_KEPT = 5;

export interface Refusal {
  readonly reason: string;
  readonly count: number;
  /** Numbers of the first such lines, from 1. */
  readonly lines: readonly number[];
  /** There are more lines than these. */
  readonly more: boolean;
}

/** Refused records, counted by reason. */
export interface Refusals {
  /** `count` records, or points of one record. */
  add(reason: string, line: number, count?: number): void;
  /** Most frequent first. */
  list(): readonly Refusal[];
}

export function createRefusals(): Refusals {
  const byReason = new Map<string, { count: number; lines: number[]; more: boolean }>();
  return {
    add(reason, line, added = 1) {
      const entry = byReason.get(reason) ?? { count: 0, lines: [], more: false };
      entry.count += added;
      if (entry.lines.length < MAX_LINES_KEPT && entry.lines.at(-1) !== line) entry.lines.push(line);
      else if (entry.lines.at(-1) !== line) entry.more = true;
      byReason.set(reason, entry);
    },
    list: () => [...byReason].map(([reason, entry]) => ({ reason, ...entry })).sort((a, b) => b.count - a.count),
  };
}

/** @example describeRefusal({ reason: 'bad_time', count: 7, lines: [3, 9], more: true }) // '7 × bad_time (lines 3, 9, …)' */
export function describeRefusal({ reason, count, lines, more }: Refusal): string {
  return `${count} × ${reason} (${lines.length === 1 && !more ? 'line' : 'lines'} ${lines.join(', ')}${more ? ', …' : ''})`;
}
