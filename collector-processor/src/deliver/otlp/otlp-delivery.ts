import { setTimeout as sleep } from 'node:timers/promises';
import type { BaseLogger } from 'pino';
import type { ExportPolicy } from '../../config/settings.ts';
import type { StepReport } from '../../pipeline/types.ts';
import { SILENT_TELEMETRY, type Telemetry } from '../../telemetry/index.ts';
import { allowedBy, stepTable, type DerivedTable } from '../derived-table.ts';
import { createSelection } from '../selection.ts';
import { backoffMs } from '../../backoff.ts';
import { createExporter, type ExportOutcome } from './export-once.ts';
import { countPoints, DERIVED_RESOURCE, toResourceMetrics, type TableSlice } from './resource-metrics.ts';
import { createSliceQueue } from './slice-queue.ts';

export interface OtlpDeliveryOptions {
  /** Full address of the receiver's metrics endpoint. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Requests that wait; when full the oldest is dropped and counted. */
  readonly queueSize: number;
  readonly policy: ExportPolicy;
  readonly maxSeries: number;
  readonly logger: Pick<BaseLogger, 'info' | 'warn'>;
  readonly telemetry?: Telemetry;
  /** In [0, 1); for the jitter. */
  readonly random?: () => number;
}

export interface DeliveryStats {
  readonly queuedRequests: number;
  readonly exportedPoints: number;
  readonly droppedPoints: Readonly<Record<DropReason, number>>;
  readonly retries: number;
  readonly omittedSeries: number;
}

export type DropReason = 'queue_full' | 'rejected' | 'closed';

/** Derived metrics to a Collector or to Prometheus' OTLP receiver. */
export interface OtlpDelivery {
  /** Takes the derived metrics of a closed step; never waits, never throws. Revisions are not sent: Prometheus keeps the first value. */
  offer(report: StepReport): void;
  /** Takes a forecast's horizons, which only the policy `all` sends, and times to limits, which are always sent. */
  offerForecast(table: DerivedTable): void;
  /** Resolves when everything offered has been sent or given up. */
  flush(): Promise<void>;
  /** Tries for `timeoutMs` to send what waits; the rest is dropped and counted. */
  close(timeoutMs?: number): Promise<void>;
  stats(): DeliveryStats;
}

export function createOtlpDelivery(options: OtlpDeliveryOptions): OtlpDelivery {
  const { policy, logger, telemetry = SILENT_TELEMETRY, random = Math.random } = options;
  // Without what an address may carry of secrets.
  const { origin, pathname } = new URL(options.endpoint);
  const receiver = origin + pathname;
  const selection = createSelection(policy, options.maxSeries);
  const queue = createSliceQueue(options.queueSize, drop);
  const exporter = createExporter({ ...options, onRetry: countRetry });
  const closing = new AbortController();
  const dropped: Record<DropReason, number> = { queue_full: 0, rejected: 0, closed: 0 };
  let exportedPoints = 0;
  let retries = 0;
  let failing = false;
  let draining: Promise<void> | null = null;

  telemetry.observe('tidemark.delivery.queue.size', queue.size);
  telemetry.observe('tidemark.delivery.series.omitted', () => [
    { value: selection.omitted(), attributes: { channel: 'otlp' } },
  ]);

  function drop(points: number, reason: DropReason): void {
    dropped[reason] += points;
    telemetry.count('tidemark.delivery.points', points, { outcome: 'dropped', reason });
  }

  function countRetry(): void {
    retries++;
    telemetry.count('tidemark.delivery.requests', 1, { outcome: 'retried' });
  }

  function enqueue(table: DerivedTable, rows: readonly number[]): void {
    if (rows.length === 0) return;
    if (closing.signal.aborted) return drop(rows.length * table.columns.length, 'closed');
    queue.push(table, rows);
    start();
  }

  function start(): void {
    draining ??= drain().finally(() => {
      draining = null;
      if (queue.size() > 0) start();
    });
  }

  async function drain(): Promise<void> {
    // What is offered in the same turn (all watches of one moment) goes in one request.
    await Promise.resolve();
    for (let slices = queue.take(); slices.length > 0; slices = queue.take()) await send(slices);
  }

  async function send(slices: readonly TableSlice[]): Promise<void> {
    const batch = toResourceMetrics(DERIVED_RESOURCE, slices);
    const points = countPoints(batch);
    if (points === 0) return;
    for (let attempt = 1; ; attempt++) {
      const outcome = await exporter.exportOnce(batch, attempt > 1, closing.signal);
      if (outcome.status === 'retryable' && !closing.signal.aborted) {
        if (!failing) logger.warn({ receiver, reason: outcome.reason }, 'derived metrics are not taken; trying again');
        failing = true;
        const waitMs = backoffMs(attempt, random(), outcome.retryAfterMs);
        await sleep(waitMs, undefined, { signal: closing.signal }).catch(() => undefined);
        if (!closing.signal.aborted) continue;
      }
      return settle(outcome, points);
    }
  }

  function settle(outcome: ExportOutcome, points: number): void {
    if (outcome.status === 'retryable') return drop(points, 'closed');
    telemetry.count('tidemark.delivery.requests', 1, { outcome: outcome.status });
    if (failing) logger.info({ receiver }, 'the receiver of derived metrics answers again');
    failing = false;
    if (outcome.status === 'rejected') {
      logger.warn({ receiver, points, reason: outcome.reason }, 'derived metrics were refused');
      return drop(points, 'rejected');
    }
    exportedPoints += points;
    telemetry.count('tidemark.delivery.points', points, { outcome: 'exported', reason: '' });
  }

  async function flush(): Promise<void> {
    while (draining !== null) await draining;
  }

  return {
    offer(report) {
      if (report.step.revision > 0) return;
      const rows = selection.rowsOf(report);
      if (rows.length > 0) enqueue(stepTable(report, policy), rows);
    },
    offerForecast(table) {
      const allowed = allowedBy(policy, table);
      if (allowed.columns.length > 0) enqueue(allowed, selection.rowsOfForecast(table));
    },
    flush,
    async close(timeoutMs = 5_000) {
      const deadline = new AbortController();
      const inTime = sleep(timeoutMs, undefined, { signal: deadline.signal }).catch(() => undefined);
      await Promise.race([flush(), inTime]);
      deadline.abort();
      queue.clear();
      closing.abort();
      await flush();
      exporter.close();
    },
    stats: () => ({
      queuedRequests: queue.size(),
      exportedPoints,
      droppedPoints: { ...dropped },
      retries,
      omittedSeries: selection.omitted(),
    }),
  };
}
