import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createTideDetector, type TideDetector } from '../tide/detector.ts';
import { createRing, SLOTS, STATE } from './ring.ts';
import { scoreSlot } from './score-slot.ts';
import type { ShardMessage } from './types.ts';

const port = parentPort;
if (port === null) throw new Error('a shard is a worker thread');
const ring = createRing(workerData as SharedArrayBuffer);
const detectors = new Map<number, TideDetector>();

function take(message: ShardMessage): void {
  if (message.kind === 'detector') detectors.set(message.id, createTideDetector(message.settings));
  else if (message.kind === 'slab') detectors.get(message.id)!.adopt(message.index, message.memory);
  else detectors.delete(message.id);
}

/** What a part needs was sent before the part was ready. */
function detectorOf(id: number): TideDetector {
  for (let read = receiveMessageOnPort(port!); read !== undefined; read = receiveMessageOnPort(port!)) {
    take(read.message as ShardMessage);
  }
  return detectors.get(id)!;
}

for (;;) {
  const rung = ring.rung();
  let scored = false;
  for (let slot = 0; slot < SLOTS; slot++) {
    if (!ring.move(slot, STATE.ready, STATE.taken)) continue;
    scoreSlot(ring, slot, detectorOf);
    scored = true;
  }
  if (!scored) ring.waitForRing(rung);
}
