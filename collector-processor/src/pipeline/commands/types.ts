import type { EnsemblePlan } from '../../detect/ensemble/plan.ts';
import type { Incident, Verdict } from '../../incidents/types.ts';
import type { ExportResult, OtlpRequest } from '../../intake/otlp/export-request.ts';
import type { Pulled } from '../../intake/prometheus/types.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { WriteOutcome } from '../../store/index.ts';
import type { Labels } from '../../series/types.ts';
import type { InstallOutcome } from '../learned-rows.ts';
import type { StepReport } from '../types.ts';

/** Everything that changes what Tidemark knows. Plain data: the journal keeps it, and recovery does it again. */
export interface CommandMap {
  readonly otlp: OtlpRequest & { readonly receivedMs: number };
  /** Time passes: what is due by this clock is closed. */
  readonly advance: { readonly clockMs: number };
  readonly pulled: Pulled;
  readonly verdict: { readonly incident: Incident; readonly verdict: Verdict };
  readonly put: { readonly watch: WatchDefinition };
  readonly remove: { readonly watch: string };
  /** Learned models begin to score a series, or end. They are in the store already. See Engine.install. */
  readonly install: {
    readonly watch: string;
    readonly labels: Labels;
    readonly plan: EnsemblePlan | null;
    readonly madeAtMs: number | null;
  };
}

export type CommandKind = keyof CommandMap;
export type Command<K extends CommandKind = CommandKind> = {
  readonly [P in K]: { readonly kind: P; readonly given: CommandMap[P] };
}[K];

/** What doing a command gives whoever asked for it. */
export interface CommandResults {
  readonly otlp: ExportResult;
  readonly advance: void;
  readonly pulled: PulledReports;
  readonly verdict: { readonly incident: Incident; readonly saved: WriteOutcome };
  readonly put: void;
  readonly remove: void;
  readonly install: InstallOutcome;
}

/** What a pulled piece led to, on its way out. */
export interface PulledReports {
  /** All of it is in the store; no checkpoint is taken before. */
  readonly stored: Promise<void>;
  /** Of steps that are news to nobody any more. */
  readonly history: readonly StepReport[];
  readonly live: readonly StepReport[];
}

/** What it takes to do each command. */
export type Handlers = { readonly [K in CommandKind]: (given: CommandMap[K]) => CommandResults[K] };

export type Submitted<Result> =
  | { readonly status: 'done'; readonly result: Result }
  /** The journal did not take it: nothing was done. */
  | { readonly status: 'refused'; readonly reason: string };
