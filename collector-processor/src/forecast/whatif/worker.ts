import { serveJobs } from '../../learn/jobs/serve-jobs.ts';
import { whatIf } from './what-if.ts';

serveJobs(whatIf);
