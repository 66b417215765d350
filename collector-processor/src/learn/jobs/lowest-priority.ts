import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Gives the calling thread the lowest scheduling priority: it computes on what the others leave. Linux only, where
 * priority belongs to threads; elsewhere it would slow the whole process down, so nothing is done.
 *
 * @returns whether it was done
 */
export function takeLowestPriority(): boolean {
  try {
    const [, threadId] = /\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self')) ?? [];
    if (threadId === undefined) return false;
    setPriority(Number(threadId), constants.priority.PRIORITY_LOW);
    return true;
  } catch {
    return false;
  }
}
