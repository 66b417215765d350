import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors/message-of.ts';
import { rate, type Bench } from '../frame.ts';
import { ensureForest, hasJava } from '../forest/install.ts';
import { runScript } from '../scale/run-script.ts';

const SERIES = 100_000;
/** A forest takes over a megabyte; more of them would only be slower. */
const MODELS = 100;
/** Fills every forest's sample of 256. */
const STEPS_LEARNED = 300;
const ROUNDS = 5;

/** Scoring and learning a value, beside AWS' Random Cut Forest as its library has it: shingle 8, 50 trees, a model a series. */
export const forestBench: Bench = {
  name: 'forest',
  async run({ quick, log }) {
    if (!hasJava()) {
      log('no Java or no Maven here: not measured beside Random Cut Forest');
      return [];
    }
    const forest = await ensureForest(log).catch((error: unknown) => {
      // A library that cannot be fetched says nothing of what Tidemark costs.
      log(`Random Cut Forest cannot be had, so nothing is measured beside it: ${messageOf(error)}`);
      return null;
    });
    if (forest === null) return [];
    const size = quick ? [MODELS / 4, STEPS_LEARNED, 2] : [MODELS, STEPS_LEARNED, ROUNDS];
    const { scoreUs } = await runScript<{ scoreUs: number }>('tide-step.ts', SERIES);
    const { stdout } = await promisify(execFile)('java', [...forest, ...size.map(String)]);
    const peer = `Random Cut Forest 4.4, 50 trees, shingle 8, ${size[0]} models`;
    return [rate('scoring and learning', 'values/CPU-s', 1e6 / scoreUs, peer, Number(stdout))];
  },
};
