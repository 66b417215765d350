/** Plain data. */
export interface OwnersState {
  /** Groups and the token that started each. */
  readonly groups: readonly (readonly [number, string])[];
  /** Rows of theirs that were retired. */
  readonly gone: readonly number[];
}

/** Who started which series of a watch, of those senders whose series are limited: a series that is retired counts no more. */
export function createOwners(width: number) {
  const owners = new Map<number, string>();
  const counts = new Map<string, number>();
  const gone = new Set<number>();

  const count = (token: string, by: number): void => void counts.set(token, (counts.get(token) ?? 0) + by);
  const ownerOf = (row: number): string | undefined => owners.get(Math.floor(row / width));

  function started(group: number, token: string): void {
    owners.set(group, token);
    count(token, width);
  }

  function retired(row: number): void {
    const owner = ownerOf(row);
    if (owner === undefined || gone.has(row)) return;
    gone.add(row);
    count(owner, -1);
  }

  return {
    started,
    retired,
    revived(row: number): void {
      if (gone.size > 0 && gone.delete(row)) count(ownerOf(row)!, 1);
    },
    /** Series that are followed for this token. */
    countOf: (token: string): number => counts.get(token) ?? 0,
    snapshot: (): OwnersState => ({ groups: [...owners], gone: [...gone] }),
    restore(state: OwnersState): void {
      for (const [group, token] of state.groups) started(group, token);
      for (const row of state.gone) retired(row);
    },
  };
}
