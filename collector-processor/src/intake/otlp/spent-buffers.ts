import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Beyond 64 MiB of buffers V8 collects the whole heap, whether they are old or young. Half of it, since what the transports
 * read into is not counted here.
 */
const COLLECT_AFTER_BYTES = 24 * 2 ** 20;

type CollectYoung = (options: { readonly type: 'minor' }) => void;

let unspentBytes = COLLECT_AFTER_BYTES;
let collect: CollectYoung | null = null;

/**
 * Counts bytes that were received into buffers and are not needed any more, and has V8 free them in time. They lie outside
 * of the heap and die young, but V8 answers to 64 MiB of them by collecting all of the heap, which costs the CPU of a hundred
 * requests and more (decisions/2401); a collection of what is young costs that of one.
 */
export function spendBytes(bytes: number): void {
  unspentBytes -= bytes;
  if (unspentBytes > 0) return;
  unspentBytes = COLLECT_AFTER_BYTES;
  collect ??= collectorOfYoung();
  collect({ type: 'minor' });
}

/** V8's own, which it only shows to contexts that are made after the flag is set. */
function collectorOfYoung(): CollectYoung {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as CollectYoung;
}
