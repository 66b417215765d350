import type { SampleMatch } from '../deliver/scrape/sample-match.ts';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Scope } from '../config/settings.ts';
import type { Forecasting } from '../pipeline/forecasting.ts';
import type { SlowLane } from '../learn/lane/slow-lane.ts';
import type { Commands } from '../pipeline/commands/commands.ts';
import type { Engine } from '../pipeline/types.ts';
import type { Authorizer } from '../security/authorizer.ts';
import type { Store } from '../store/index.ts';
import type { Backtests } from '../backtest/backtests.ts';
import type { Pulls } from '../intake/prometheus/pulls.ts';
import type { WatchBook } from '../watches/watch-book.ts';
import type { Mutes } from '../watches/mutes.ts';
import type { Telemetry } from '../telemetry/index.ts';

/** What the routes answer from. */
/** A text that is filtered afterwards, or pieces of gauges alone that `match` has chosen, written as they are asked for. */
export type MetricsPage = (match: SampleMatch | undefined) => string | Promise<string> | Iterable<string>;

export interface ApiContext {
  readonly engine: Pick<Engine, 'watches' | 'series' | 'counts' | 'openIncidents' | 'lastStepMs' | 'forecast'>;
  /** A person's word on an incident, which is journaled first. */
  readonly judge: Commands['judge'];
  readonly store: Store;
  readonly mutes: Mutes;
  readonly book: WatchBook;
  readonly backtests: Backtests;
  readonly pulls: Pick<Pulls, 'sources' | 'watchesOf'>;
  /** Forecasts of hours and days ahead. */
  readonly forecasts: Pick<Forecasting, 'lane' | 'whatIf'>;
  /** What scores each series. */
  readonly models: Pick<SlowLane, 'usesOf' | 'choiceOf' | 'trainingOf' | 'waiting'>;
  readonly authorizer: Authorizer;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly telemetry: Telemetry;
  /** The parts of /metrics as Prometheus text: derived metrics, own metrics. */
  readonly metricsPages: readonly MetricsPage[];
  /** What the service still waits for, one sentence each; empty when ready. */
  readonly waitingFor: () => readonly string[];
  readonly version: string;
}

export type ApiServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export type Routes = (app: ApiServer, context: ApiContext) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a token must be allowed to; none: open to all. */
    scope?: Scope;
  }
  interface FastifyRequest {
    /** Name of the token that was given; null where none is needed. */
    tokenName: string | null;
  }
}
