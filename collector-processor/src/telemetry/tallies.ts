import type { Observation, TelemetryAttributes } from './telemetry.ts';

type Value = string | number | undefined;
type Tally = Observation & { value: number };

interface Branch {
  readonly next: Map<Value, Branch>;
  tally: Tally | null;
}

/** Fewer than the SDK keeps of an instrument (2,000); what comes beyond is counted together under its mark. */
const MAX_TALLIES = 1_900;
const OVERFLOW: TelemetryAttributes = { 'otel.metric.overflow': 'true' };
const NONE: TelemetryAttributes = {};

/**
 * The running totals of one counter, one by the values of each set of attributes. They are counted at every request and read
 * when someone collects, so counting costs a look a value, and no object, and no sorted JSON as the SDK's own counter does.
 *
 * @param names of its attributes; others are left out
 */
export function createTallies(names: readonly string[]) {
  const root: Branch = branch();
  const tallies: Tally[] = [];
  let overflow: Tally | null = null;

  function open(attributes: TelemetryAttributes): Tally {
    if (tallies.length >= MAX_TALLIES) return (overflow ??= { value: 0, attributes: OVERFLOW });
    const known = names.filter((name) => attributes[name] !== undefined);
    const tally = { value: 0, attributes: Object.fromEntries(known.map((name) => [name, attributes[name]!])) };
    tallies.push(tally);
    return tally;
  }

  /** @returns null where there are too many branches already to keep another */
  function leafOf(attributes: TelemetryAttributes): Branch | null {
    let at = root;
    for (const name of names) {
      const value = attributes[name];
      let next = at.next.get(value);
      if (next === undefined) {
        if (tallies.length >= MAX_TALLIES) return null;
        at.next.set(value, (next = branch()));
      }
      at = next;
    }
    return at;
  }

  return {
    add(amount: number, attributes = NONE): void {
      const leaf = leafOf(attributes);
      const tally = leaf === null ? open(attributes) : (leaf.tally ??= open(attributes));
      tally.value += amount;
    },
    read: (): readonly Observation[] => (overflow === null ? tallies : [...tallies, overflow]),
  };
}

const branch = (): Branch => ({ next: new Map(), tally: null });
