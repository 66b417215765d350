import { cost, type Bench } from '../frame.ts';
import { runScript } from '../scale/run-script.ts';

const SERIES = 1_000_000;
/** What bench/scale/recovery.ts prints. */
interface Recovery {
  readonly recoveryMs: number;
  readonly recoveryCpuS: number;
  readonly pauseMs: number;
}

/** The whole service with a million series: how long it takes to be back after kill -9. Takes minutes: not for the gate. */
export const recoveryBench: Bench = {
  name: 'recovery',
  async run({ quick, log }) {
    if (quick) return [];
    const { recoveryMs, recoveryCpuS, pauseMs } = await runScript<Recovery>('recovery.ts', SERIES / 1000);
    log(`1,000,000 series: ${recoveryCpuS.toFixed(1)} s CPU to be back`);
    return [
      cost('1,000,000 series, start after kill -9', 's', recoveryMs / 1000, 'the bar', 30),
      cost('1,000,000 series, requests wait for a checkpoint', 'ms', pauseMs, 'a step of a second', 1000),
    ];
  },
};
