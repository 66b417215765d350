import { serveJobs } from '../../../src/learn/jobs/serve-jobs.ts';

/** A training that takes its thread with it. */
serveJobs(() => process.exit(7));
