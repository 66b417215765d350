import { setFlagsFromString } from 'node:v8';

/** The heap may grow by so much of what lives in it before all of it is marked again, percent. */
const GROWTH_PERCENT = 75;

/**
 * Has V8 collect the whole heap when it has grown, not when the process rests. A process that works for a second and rests for
 * the rest of the minute looks to V8 like one that is done: it marks everything to give memory back, allows the heap a tenth
 * more from then on, and so marks everything again in the next minute (decisions/3801). For the start of a process.
 */
export function collectAsHeapGrows(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString('--memory-reducer-gc-count=0');
}
