import { setFlagsFromString } from 'node:v8';

/**
 * Bytecode that may be compiled into one function, bytes: in all (V8's default is 920), whatever else is allowed (4,600), and of
 * each one called (460). A row's step has more than 10,000, and V8 counts again what a part that it has compiled by itself has
 * inlined: at 20,000 `predict` stayed a call in every second process. What comes after a limit stays a call (decisions/3201).
 */
const MOST_INLINED = 40_000;
const MOST_INLINED_ABSOLUTE = 40_000;
const MOST_INLINED_EACH = 3000;

/**
 * Lets V8 compile what scores a row, which is some thirty small functions, in one piece. By its default it stops half-way,
 * and every number that crosses a call which is left is put on the heap (decisions/1801). For the start of a process; threads
 * made later have it too.
 */
export function inlineDeeply(): void {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${MOST_INLINED}`);
  setFlagsFromString(`--max-inlined-bytecode-size-absolute=${MOST_INLINED_ABSOLUTE}`);
  setFlagsFromString(`--max-inlined-bytecode-size=${MOST_INLINED_EACH}`);
}
