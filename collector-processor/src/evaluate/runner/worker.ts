import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import { loadSeries } from '../datasets/load-series.ts';
import { DETECTORS } from '../detectors.ts';
import { evaluateSeries } from '../evaluate-series.ts';
import type { EvaluatedDetector } from '../types.ts';
import { seedOf, type Task, type WorkerMessage } from './tasks.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');
const loaded = new Map<string, EvaluatedDetector>();
const say = (message: WorkerMessage): void => port.postMessage(message);

async function perform({ source, detectors }: Task): Promise<void> {
  let doing = 'reading';
  try {
    const series = loadSeries(source);
    for (const detector of detectors) {
      doing = detector;
      const runner = loaded.get(detector) ?? (await DETECTORS[detector]!.load());
      loaded.set(detector, runner);
      const run = runner.run(series, seedOf(source));
      say({ kind: 'result', result: evaluateSeries(series, run, { dataset: source.dataset, detector }) });
    }
    say({ kind: 'done' });
  } catch (error) {
    say({ kind: 'failed', reason: `${source.dataset}/${source.series}, ${doing}: ${messageOf(error)}` });
  }
}

port.on('message', (task: Task) => void perform(task));
