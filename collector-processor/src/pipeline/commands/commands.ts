import type { SourceSettings } from '../../config/settings.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Incident, Verdict } from '../../incidents/types.ts';
import type { OtlpRequest, ExportResult } from '../../intake/otlp/export-request.ts';
import type { Pulled } from '../../intake/prometheus/types.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { WriteOutcome } from '../../store/index.ts';
import type { createOutlet } from '../outlet.ts';
import type { Engine } from '../types.ts';
import type { Sequencer } from './sequencer.ts';
import type { CommandKind, CommandMap, CommandResults } from './types.ts';

export interface CommandsOptions {
  readonly sequencer: Pick<Sequencer, 'submit' | 'whenStored'>;
  readonly engine: Pick<Engine, 'isDue'>;
  readonly outlet: Pick<ReturnType<typeof createOutlet>, 'giveOut' | 'writeBack'>;
  readonly clock: () => number;
  /** History is being read: live data has to wait. */
  readonly busy: () => boolean;
}

const RETRY_AFTER_SECONDS = 2;
/** A disk is rarely given room within a second. */
const DISK_RETRY_AFTER_SECONDS = 5;

/** Everything that can be asked of what Tidemark knows, as the parts that ask for it see it. */
export interface Commands {
  receive(request: OtlpRequest): Promise<ExportResult>;
  /** Closes what is due by the clock. */
  advance(): Promise<void>;
  /** @throws TidemarkError TLERR_JOURNAL_UNWRITABLE */
  take(pulled: Pulled, source: Pick<SourceSettings, 'writeBack'>): Promise<void>;
  /** @throws TidemarkError TLERR_JOURNAL_UNWRITABLE, TLERR_STORE_WRITE_FAILED */
  judge(incident: Incident, verdict: Verdict): Promise<Incident>;
  put(watch: WatchDefinition): Promise<WriteOutcome>;
  remove(watch: string): Promise<WriteOutcome>;
  /** @param planNow called when all steps that have closed are in the store. @throws TidemarkError TLERR_JOURNAL_UNWRITABLE */
  install(planNow: () => CommandMap['install']): Promise<CommandResults['install']>;
}

export function createCommands({ sequencer, engine, outlet, clock, busy }: CommandsOptions): Commands {
  let advancing = false;

  async function must<K extends CommandKind>(kind: K, given: CommandMap[K]): Promise<CommandResults[K]> {
    const submitted = await sequencer.submit(kind, given);
    if (submitted.status === 'done') return submitted.result;
    throw new TidemarkError('TLERR_JOURNAL_UNWRITABLE', { reason: submitted.reason });
  }

  async function write<K extends 'put' | 'remove'>(kind: K, given: CommandMap[K]): Promise<WriteOutcome> {
    const submitted = await sequencer.submit(kind, given);
    return submitted.status === 'done' ? { status: 'written' } : { status: 'failed', reason: submitted.reason };
  }

  return {
    async receive(request) {
      if (busy()) {
        const error = new TidemarkError('TLERR_OTLP_OVERLOADED');
        return { status: 'failed', error, retryAfterSeconds: RETRY_AFTER_SECONDS };
      }
      const submitted = await sequencer.submit('otlp', { ...request, receivedMs: clock() });
      if (submitted.status === 'done') return submitted.result;
      const error = new TidemarkError('TLERR_JOURNAL_UNWRITABLE', { reason: submitted.reason });
      return { status: 'failed', error, retryAfterSeconds: DISK_RETRY_AFTER_SECONDS };
    },

    async advance() {
      const clockMs = clock();
      if (busy() || advancing || !engine.isDue(clockMs)) return;
      advancing = true;
      try {
        // Refused: what could not be journaled was refused to its senders too, and nothing is absent for that.
        await sequencer.submit('advance', { clockMs });
      } finally {
        advancing = false;
      }
    },

    async take(pulled, { writeBack }) {
      const { stored, history, live } = await must('pulled', pulled);
      await stored;
      if (writeBack) await outlet.writeBack(history);
      outlet.giveOut(live);
    },

    async judge(incident, verdict) {
      const judged = await must('verdict', { incident, verdict });
      if (judged.saved.status === 'written') return judged.incident;
      throw new TidemarkError('TLERR_STORE_WRITE_FAILED', { reason: judged.saved.reason });
    },

    put: (watch) => write('put', { watch }),
    remove: (watch) => write('remove', { watch }),

    install: (planNow) => sequencer.whenStored(() => must('install', planNow())),
  };
}
