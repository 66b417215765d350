import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Runs a script of this folder in a process of its own, so that memory and compiled code are of that size alone; what it prints.
 * What it says on stderr is seen as it comes.
 */
export async function runScript<Result>(script: string, ...args: number[]): Promise<Result> {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${String(code)}`);
  return JSON.parse(printed) as Result;
}
