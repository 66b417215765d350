/**
 * What Tidemark costs, each figure beside its peer in the same run: `npm run bench`.
 *
 *   --json   the figures as JSON on stdout and nothing else
 *   --quick  shorter; fails when a ratio is more than 30 % below the committed one, twice in a row
 *   --only   a part of a bench's name
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { messageOf } from '../src/errors/message-of.ts';
import { forestBench } from './figures/forest.ts';
import { intakeBench } from './figures/intake.ts';
import { readerBench } from './figures/reader.ts';
import { recoveryBench } from './figures/recovery.ts';
import { rulesBench } from './figures/rules.ts';
import { scaleBench } from './figures/scale.ts';
import { table, type Bench, type Figure } from './frame.ts';
import { betterOf, regressions } from './ratios.ts';

const BENCHES: readonly Bench[] = [readerBench, intakeBench, forestBench, rulesBench, scaleBench, recoveryBench];

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const log = (line: string): void => void process.stderr.write(`bench: ${line}\n`);

const committed = JSON.parse(await readFile(new URL('./ratios.json', import.meta.url), 'utf8')) as Record<
  string,
  number
>;
const figures: Figure[] = [];
for (const bench of BENCHES.filter(({ name }) => name.includes(options.only))) {
  log(`${bench.name} …`);
  const run = (): Promise<Figure[]> => bench.run({ quick: options.quick, log });
  try {
    const found = await run();
    const fell = options.quick ? regressions(found, committed) : [];
    for (const each of fell) log(`once more: ${each}`);
    figures.push(...(fell.length > 0 ? betterOf(found, await run()) : found));
  } catch (error) {
    // The others' figures are worth having.
    log(`${bench.name} failed: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

if (options.json) process.stdout.write(`${JSON.stringify({ figures })}\n`);
else process.stdout.write(`${table(figures)}\n\n${machine()}\n`);

if (options.quick) {
  const fell = regressions(figures, committed);
  for (const each of fell) log(`regression: ${each}`);
  if (fell.length > 0) process.exitCode = 1;
}

function machine(): string {
  const cores = cpus();
  return `${cores.length} × ${cores[0]?.model ?? 'unknown CPU'}, Node ${process.version}, ${process.platform} ${process.arch}`;
}
