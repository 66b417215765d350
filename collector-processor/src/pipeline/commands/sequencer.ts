import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Journal } from '../../journal/journal.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import { encodeCommand } from './codec.ts';
import type { Command, CommandKind, CommandMap, CommandResults, Handlers, Submitted } from './types.ts';

export interface SequencerOptions {
  readonly journal: Pick<Journal, 'append'>;
  readonly handlers: Handlers;
  readonly telemetry: Telemetry;
  /** Number of the newest command that was done before this process. */
  readonly appliedSeq: number;
}

/** Commands are done for so long before others (sockets, timers) get a turn. */
const SLICE_MS = 10;

/**
 * The one way in which what Tidemark knows changes: a command is journaled first, and done when it is safe, one after
 * another in the journal's order. So what is known is at every moment what the journal says, and no more.
 */
export function createSequencer({ journal, handlers, telemetry, ...begun }: SequencerOptions) {
  let { appliedSeq } = begun;
  const ready: { readonly kind: CommandKind; readonly run: () => void }[] = [];
  let draining = false;
  /** What waits for a checkpoint: `scoring` is all but what senders send, `watches` what puts or removes one. */
  let held: 'nothing' | 'watches' | 'scoring' | 'all' = 'nothing';
  let tellChange = (): void => undefined;
  let changed = Promise.resolve();
  /** Of commands that are done: what must be stored before a checkpoint may be taken. */
  const storing = new Set<Promise<void>>();
  let waiting = 0;

  async function submit<K extends CommandKind>(kind: K, given: CommandMap[K]): Promise<Submitted<CommandResults[K]>> {
    const parts = encodeCommand({ kind, given } as Command);
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    waiting++;
    try {
      const appended = await journal.append(parts);
      if (appended.status === 'failed') {
        telemetry.count('tidemark.journal.records', 1, { kind, outcome: 'refused' });
        return { status: 'refused', reason: appended.reason };
      }
      telemetry.count('tidemark.journal.records', 1, { kind, outcome: 'written' });
      telemetry.count('tidemark.journal.written', bytes, { kind });
      return { status: 'done', result: await inTurn(kind, appended.seq, () => handlers[kind](given)) };
    } finally {
      waiting--;
    }
  }

  function inTurn<T>(kind: CommandKind, seq: number, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): void => {
        appliedSeq = seq;
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      };
      ready.push({ kind, run });
      if (!draining) void drain();
    });
  }

  /** Whether the next command has to wait; those behind it wait with it. */
  function mustWait(): boolean {
    const kind = ready[0]?.kind;
    if (held === 'watches') return kind === 'put' || kind === 'remove';
    return held === 'all' || (held === 'scoring' && kind !== 'otlp');
  }

  async function drain(): Promise<void> {
    draining = true;
    while (ready.length > 0) {
      while (mustWait()) await changed;
      const untilMs = performance.now() + SLICE_MS;
      while (ready.length > 0 && !mustWait() && performance.now() < untilMs) ready.shift()!.run();
      if (ready.length > 0) await turn();
    }
    draining = false;
  }

  function hold(what: typeof held): void {
    held = what;
    tellChange();
    changed = new Promise((resolve) => (tellChange = resolve));
  }

  telemetry.observe('tidemark.journal.lag', () => waiting);

  return {
    submit,
    /** A checkpoint waits for this work of a command that is done. */
    storing(work: Promise<void>): void {
      const done = work.catch(() => undefined).finally(() => storing.delete(done));
      storing.add(done);
    },
    /** Calls `work` once nothing that was done waits to be stored. */
    async whenStored<T>(work: () => Promise<T>): Promise<T> {
      while (storing.size > 0) await Promise.all(storing);
      return work();
    },
    /** Number of the newest command that was done. */
    appliedSeq: () => appliedSeq,
    /**
     * Runs `work` while no command is done and all that was done is stored; commands are journaled meanwhile and wait. Once
     * `work` calls its argument, they are done again, and only what puts or removes a watch waits on.
     *
     * @param before done first, while what senders send is still taken: nothing that was done before waits to be stored
     */
    async paused<T>(work: (goOn: () => void) => Promise<T>, before = async (): Promise<unknown> => null): Promise<T> {
      while (held !== 'nothing') await changed;
      hold('scoring');
      try {
        await Promise.all(storing);
        await before();
        hold('all');
        return await work(() => hold('watches'));
      } finally {
        hold('nothing');
      }
    },
  };
}

export type Sequencer = ReturnType<typeof createSequencer>;
