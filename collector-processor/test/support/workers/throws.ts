import { serveJobs } from '../../../src/learn/jobs/serve-jobs.ts';

/** A training that goes wrong. */
serveJobs(() => {
  throw new Error('the training left the finite numbers');
});
