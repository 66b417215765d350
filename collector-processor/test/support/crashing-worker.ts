import { serveJobs } from '../../src/learn/jobs/serve-jobs.ts';

/** A training that goes wrong, in the way that the address names: `?exit` or `?throw`. */
serveJobs(() => {
  if (new URL(import.meta.url).search === '?exit') process.exit(7);
  throw new Error('the training left the finite numbers');
});
