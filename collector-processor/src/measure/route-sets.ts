import type { Route } from './routes.ts';

/** Where the points of a stream go. Streams that lead to the same series share one. */
export interface StreamRoutes {
  readonly routes: readonly Route[];
  /** Of the HTTP server metric that it is; null for other metrics. */
  readonly httpRank: number | null;
  readonly service: string;
}

const MIX = 0x9e3779b1;

/** The sets of routes that streams have, each once: numbered as they come. */
export function createRouteSets() {
  let sets: StreamRoutes[] = [];
  /** Of the sets with one sum the newest, and for each set the one before it (−1: none). No sender chooses what is summed. */
  let newest = new Map<number, number>();
  let before: number[] = [];

  function take(routes: StreamRoutes): number {
    const sum = sumOf(routes);
    const first = newest.get(sum) ?? -1;
    for (let set = first; set >= 0; set = before[set]!) if (isSame(sets[set]!, routes)) return set;
    before.push(first);
    newest.set(sum, sets.length);
    return sets.push(routes) - 1;
  }

  return {
    /** The set's number. */
    take,
    at: (set: number): StreamRoutes => sets[set]!,
    /** Keeps these alone; the first of them is number 0 from now on, and so on. */
    keep(kept: Iterable<number>): void {
      const all = sets;
      sets = [];
      newest = new Map();
      before = [];
      for (const set of kept) take(all[set]!);
    },
  };
}

/** Of what tells sets apart, for most of them: series, and which share of a ratio they get. */
function sumOf({ routes }: StreamRoutes): number {
  let sum = routes.length;
  for (const { targets, isNumerator } of routes) {
    for (const { id } of targets) sum = Math.imul(sum ^ id, MIX) + 1;
    if (isNumerator) sum ^= 1;
  }
  return sum | 0;
}

const isSame = (one: StreamRoutes, other: StreamRoutes): boolean =>
  one.service === other.service &&
  one.routes.length === other.routes.length &&
  one.routes.every((route, i) => isSameRoute(route, other.routes[i]!));

const isSameRoute = (one: Route, other: Route): boolean =>
  one.watch === other.watch &&
  one.isNumerator === other.isNumerator &&
  one.divisor === other.divisor &&
  one.httpRank === other.httpRank &&
  one.targets.length === other.targets.length &&
  one.targets.every((target, i) => target === other.targets[i]);
