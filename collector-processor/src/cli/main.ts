import { collectAsHeapGrows } from '../v8-heap.ts';
import { inlineDeeply } from '../v8-inlining.ts';
import { run } from './run.ts';

inlineDeeply();
collectAsHeapGrows();
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  nowMs: () => performance.now(),
});
