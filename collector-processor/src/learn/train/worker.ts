import { serveJobs } from '../jobs/serve-jobs.ts';
import type { TrainJob } from '../types.ts';
import { readWindow } from './read-window.ts';
import { trainSeries } from './train-series.ts';

serveJobs((job: TrainJob, tell) => trainSeries(job, readWindow(job), tell));
