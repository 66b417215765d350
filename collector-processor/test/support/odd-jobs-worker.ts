import { serveJobs } from '../../src/learn/jobs/serve-jobs.ts';

/** What the tests of the job pool ask of a worker thread. */
export type OddJob =
  | { readonly kind: 'add'; readonly a: number; readonly b: number }
  | { readonly kind: 'spin'; readonly ms: number }
  | { readonly kind: 'throw' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'hoard' };

serveJobs((job: OddJob, tell): number => {
  switch (job.kind) {
    case 'add':
      tell({ doing: 'adding', share: 0.5 });
      return job.a + job.b;
    case 'spin': {
      const untilMs = performance.now() + job.ms;
      while (performance.now() < untilMs);
      return job.ms;
    }
    case 'throw':
      throw new Error('it could not be done');
    case 'exit':
      return process.exit(7);
    case 'hoard': {
      const hoard: unknown[] = [];
      for (;;) hoard.push(new Array(10_000).fill({}));
    }
  }
});
