import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const PROGRESS_EVERY_MS = 15_000;
const OUTPUT_TAIL_LINES = 30;

/** `go version go1.26.1 linux/amd64`, or null where there is no Go: then, and only then, the peers cannot be built. */
export function goVersion(): string | null {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

export interface GoRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What is being done, for people: `building Prometheus`. */
  readonly what: string;
  readonly log: (line: string) => void;
}

/** Runs the go command at low priority, says every quarter of a minute that it still works, and fails with the end of its output. */
export async function runGo({ args, cwd, env, what, log }: GoRun): Promise<void> {
  await runQuietly('go', args, { cwd, env, what, log });
}

/** As `runGo`, for any program of a build. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  { cwd, env, what, log }: Omit<GoRun, 'args'>,
): Promise<void> {
  const startedMs = Date.now();
  const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let tail: string[] = [];
  const keep = (chunk: Buffer) => {
    tail = [...tail, ...chunk.toString().split('\n').filter(Boolean)].slice(-OUTPUT_TAIL_LINES);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  log(`${what} …`);
  const progress = setInterval(() => {
    log(`${what} … ${Math.round((Date.now() - startedMs) / 1000)} s`);
  }, PROGRESS_EVERY_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`${what} failed (exit ${code}):\n${tail.join('\n')}`);
  } finally {
    clearInterval(progress);
  }
  log(`${what}: done in ${Math.round((Date.now() - startedMs) / 1000)} s`);
}
