import { serveJobs } from '../../learn/jobs/serve-jobs.ts';
import { performForecastJob } from './perform-job.ts';

serveJobs(performForecastJob);
