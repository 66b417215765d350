import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import type { Task, WorkerMessage } from './tasks.ts';

/** How a kind of worker does its work. */
export interface Workmanship<Subject, Loaded, Model, Result> {
  /** As people know the subject, for errors. */
  labelOf(subject: Subject): string;
  read(subject: Subject): Loaded;
  /** Called once a worker and model. */
  load(name: string): Promise<Model>;
  run(loaded: Loaded, model: Model, name: string, subject: Subject): Result;
}

/** The life of a worker thread: takes tasks from its parent until it is terminated. */
export function serveTasks<Subject, Loaded, Model, Result>(work: Workmanship<Subject, Loaded, Model, Result>): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker thread only');
  const models = new Map<string, Model>();
  const say = (message: WorkerMessage<Result>): void => port.postMessage(message);

  async function perform({ subject, names }: Task<Subject>): Promise<void> {
    let doing = 'reading';
    try {
      const loaded = work.read(subject);
      for (const name of names) {
        doing = name;
        const model = models.get(name) ?? (await work.load(name));
        models.set(name, model);
        say({ kind: 'result', name, result: work.run(loaded, model, name, subject) });
      }
      say({ kind: 'done' });
    } catch (error) {
      say({ kind: 'failed', reason: `${work.labelOf(subject)}, ${doing}: ${messageOf(error)}` });
    }
  }

  port.on('message', (task: Task<Subject>) => void perform(task));
}
