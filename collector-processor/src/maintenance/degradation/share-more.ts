/** Where it was next to nothing before, anything is any number of times as much: no more than this is told. */
export const MOST_MORE = 99;

/** By what share `now` is more than `before`, neither below 0: from −1 to MOST_MORE. */
export function shareMore(before: number, now: number): number {
  return now === before ? 0 : now / Math.max(before, now / (1 + MOST_MORE)) - 1;
}
