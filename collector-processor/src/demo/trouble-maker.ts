import type { ShopCondition } from './shop/condition.ts';
import { NORMAL, type Trouble, TROUBLES } from './troubles.ts';
import type { Visiting } from './visitors/visiting.ts';

export interface TroubleMakerOptions {
  readonly setCondition: (condition: Partial<ShopCondition>) => Promise<void>;
  readonly setVisiting: (visiting: Partial<Visiting>) => void;
}

export interface TroubleMaker {
  readonly troubles: readonly Trouble[];
  /** null while all is well. */
  active(): string | null;
  /**
   * One trouble at a time: the one before it ends. `normal` ends whatever there is.
   * @returns false for an id that nobody knows
   */
  cause(id: string): Promise<boolean>;
}

/** Brings one trouble over shop and visitors, and takes it away again. */
export function createTroubleMaker({ setCondition, setVisiting }: TroubleMakerOptions): TroubleMaker {
  let active: string | null = null;
  // Two buttons pressed at once must not leave one's shop with the other's visitors.
  let previous: Promise<unknown> = Promise.resolve();

  async function change(trouble: Trouble | null): Promise<void> {
    await setCondition(trouble?.shop ?? {});
    setVisiting(trouble?.visitors ?? {});
    active = trouble?.id ?? null;
  }

  return {
    troubles: TROUBLES,
    active: () => active,
    async cause(id) {
      const trouble = id === NORMAL ? null : TROUBLES.find((candidate) => candidate.id === id);
      if (trouble === undefined) return false;
      const done = previous.then(() => change(trouble));
      previous = done.catch(() => undefined);
      await done;
      return true;
    },
  };
}
