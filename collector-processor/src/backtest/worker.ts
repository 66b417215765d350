import { serveJobs } from '../learn/jobs/serve-jobs.ts';
import { scoreHistory } from './score-history.ts';
import type { BacktestJob, BacktestScores } from './types.ts';

// Somebody is looking at a screen: it does not stand back as training does.
serveJobs<BacktestJob, BacktestScores>((job, tell) => scoreHistory(job, (share) => tell({ doing: 'scoring', share })), {
  lowestPriority: false,
});
