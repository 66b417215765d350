import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const NANOSECONDS = 1e9;

/** CPU seconds, user and system, of all threads of a process since it began (Linux; in hundredths). */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/**
 * The same by the scheduler's own clock, for spans in which hundredths are too coarse: of threads that were there at a call, so
 * for a process that keeps its threads.
 */
export function createCpuClock(pid: number): () => number {
  /** Of threads that ended since, what was seen of them last. */
  const seen = new Map<string, number>();
  return () => {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      try {
        seen.set(thread, Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]));
      } catch {
        // It ended after it was listed.
      }
    }
    return [...seen.values()].reduce((sum, ns) => sum + ns, 0) / NANOSECONDS;
  };
}
