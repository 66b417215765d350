import type { Lane } from './lane.ts';
import type { StepReport } from './types.ts';

/** Scores what lanes have collected, oldest first, part by part; what is begun can be finished at once at any time. */
export function createScoring() {
  let finishRunning = (): void => undefined;

  return {
    /** Everything that was begun is scored when this returns; its reports wait for whoever began it. */
    finish: (): void => finishRunning(),
    /** Only when nothing is running. Each report is given out once. */
    begin(lanes: readonly Lane[]): Iterable<StepReport> {
      const scored = scoreInOrder(lanes);
      const waiting: StepReport[] = [];
      finishRunning = () => void waiting.push(...scored);
      return (function* () {
        for (let report = scored.next(); !report.done; report = scored.next()) yield report.value;
        yield* waiting.splice(0);
      })();
    },
  };
}

function scoreInOrder(lanes: readonly Lane[]): Generator<StepReport, void, undefined> {
  const revisions = lanes.flatMap((lane) => lane.revisions());
  revisions.sort((a, b) => a.step.stepStartMs - b.step.stepStartMs);
  const due = lanes.flatMap((lane) => lane.dueSteps().map((startMs) => ({ lane, startMs })));
  due.sort((a, b) => a.startMs - b.startMs);
  return (function* () {
    yield* revisions;
    for (const { lane, startMs } of due) yield* lane.score(startMs);
  })();
}
