import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import type { ModelShelf } from '../learn/model-shelf.ts';
import type { MeasureStage } from '../measure/stage.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { MadeWatch } from '../watches/made-watches.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { createCheckpointFile } from './checkpoint/checkpoint-file.ts';
import { createCheckpointing } from './checkpoint/checkpointing.ts';
import { createHandlers, type HandlerParts, type Outlets } from './commands/handlers.ts';
import { createSequencer } from './commands/sequencer.ts';
import { giveOut } from './give-out.ts';
import { openJournal } from './open-journal.ts';
import type { createOutlet } from './outlet.ts';
import { createPulledOutlet } from './pulled.ts';
import { agreeOnIncidents } from './recovery/agree.ts';
import { recover } from './recovery/recover.ts';
import type { Engine, StepReport } from './types.ts';

export interface KnowledgeOptions {
  readonly settings: Pick<Settings, 'storage'>;
  readonly engine: Engine;
  readonly measure: MeasureStage;
  readonly models: ModelShelf;
  readonly store: Store;
  readonly outlet: ReturnType<typeof createOutlet>;
  readonly take: HandlerParts['take'];
  readonly made: ReadonlyMap<string, MadeWatch>;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

/** What Tidemark knows, as the last process left it; from here on it changes by the sequencer's commands alone. */
export async function openKnowledge(options: KnowledgeOptions) {
  const { settings, engine, measure, models, store, outlet, take, made, clock, logger, telemetry } = options;
  const { path, bandRetentionMs } = settings.storage;
  const file = createCheckpointFile(join(path, 'checkpoint.bin'));
  const journal = openJournal(options);
  const parts = { engine, take, store };
  const { appliedSeq, restored } = await recover({
    ...{ file, journal, engine, measure, models, clock, logger, telemetry },
    folder: path,
    handlers: createHandlers({ ...parts, outlets: again() }),
    made: [...made.values()].map(({ definition }) => definition),
  });
  agreeOnIncidents(store, engine);
  outlet.resume(store.incidents({ status: 'open' }).incidents);

  const sequencer = createSequencer({
    ...{ journal, telemetry, appliedSeq },
    handlers: createHandlers({ ...parts, outlets: live() }),
  });
  const checkpointing = createCheckpointing({
    ...{ file, sequencer, journal, store, restored, clock, logger, telemetry },
    state: (loan) => ({
      // Watches made at run time come with their sources: the engine was given whole definitions.
      watches: engine.watches().filter(({ origin }) => origin === 'api') as WatchDefinition[],
      // First what requests change: it is soon written, and then need not be kept any more.
      measure: measure.lend(loan),
      engine: engine.lend(loan),
    }),
    dueBytes: (settings.storage.journal?.maxBytes ?? Infinity) / 4,
  });

  /** Of commands that are done again: the store has most of it already, and everybody else has had it. */
  function again(): Outlets {
    const keep = (reports: readonly StepReport[]): void => outlet.keep(reports, clock() - bandRetentionMs);
    return {
      closed(reports) {
        for (const report of reports) keep([report]);
      },
      pulled(reports) {
        keep(reports);
        return { stored: Promise.resolve(), history: reports, live: [] };
      },
    };
  }

  function live(): Outlets {
    const pulled = createPulledOutlet({ outlet, clock, bandRetentionMs });
    return {
      closed(reports) {
        let published = false;
        const publish = (some: readonly StepReport[]): void => {
          published = true;
          outlet.publish(some);
        };
        const given = giveOut(reports, publish, { room: checkpointing.room });
        sequencer.storing(
          given.then((workedMs) => {
            if (published) telemetry.record('tidemark.engine.advance.duration', workedMs / 1000);
          }),
        );
      },
      pulled(reports) {
        const out = pulled(reports);
        sequencer.storing(out.stored);
        return out;
      },
    };
  }

  return { journal, sequencer, checkpointing };
}
