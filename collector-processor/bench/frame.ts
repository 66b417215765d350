/** One figure beside its peer, both from the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly peer: string;
  readonly peer_value: number;
  /** How many times better than the peer: above 1 is better, whichever way the unit goes. */
  readonly ratio: number;
}

export interface BenchOptions {
  /** Shorter rounds, and fewer: for the gate. */
  readonly quick: boolean;
  /** What is being done, for people. */
  readonly log: (line: string) => void;
}

/** What one file of bench/figures measures. */
export interface Bench {
  readonly name: string;
  run(options: BenchOptions): Promise<Figure[]>;
}

/** A figure of which more is better. */
export function rate(name: string, unit: string, value: number, peer: string, peerValue: number): Figure {
  return { name, unit, value, peer, peer_value: peerValue, ratio: value / peerValue };
}

/** A figure of which less is better. */
export function cost(name: string, unit: string, value: number, peer: string, peerValue: number): Figure {
  return { name, unit, value, peer, peer_value: peerValue, ratio: peerValue / value };
}

/**
 * The most of each of several contenders that take turns, `rounds` times: on a machine that others use too the best round
 * is the one that was least disturbed, and whatever disturbs a while disturbs all of them.
 */
export async function bestOf<Name extends string>(rounds: number, contenders: Contenders<Name>) {
  return inTurns(rounds, contenders, (rates) => Math.max(...rates));
}

/** The median round of each, in many short turns: what now and then costs more counts as often as it comes. */
export async function medianOf<Name extends string>(rounds: number, contenders: Contenders<Name>) {
  return inTurns(rounds, contenders, (rates) => rates.sort((a, b) => a - b)[rates.length >> 1]!);
}

type Contenders<Name extends string> = Readonly<Record<Name, () => number | Promise<number>>>;

async function inTurns<Name extends string>(
  rounds: number,
  contenders: Contenders<Name>,
  oneOf: (rates: number[]) => number,
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const rates = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) rates.get(name)!.push(await contenders[name]());
  return Object.fromEntries(names.map((name) => [name, oneOf(rates.get(name)!)])) as Record<Name, number>;
}

export function table(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'unit', 'Tidemark', 'peer', '', 'ratio'],
    ...figures.map(({ name, unit, value, peer, peer_value, ratio }) => [
      name,
      unit,
      shown(value),
      shown(peer_value),
      peer,
      `${ratio.toFixed(2)}×`,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const shown = (value: number): string => Number(value.toPrecision(4)).toLocaleString('en-US');
