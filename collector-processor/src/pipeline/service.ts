import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createApi, type ApiServer } from '../api/index.ts';
import type { Settings } from '../config/settings.ts';
import { createForecastMetrics, createOtlpDelivery, createScrapePage } from '../deliver/index.ts';
import { createBacktests } from '../backtest/backtests.ts';
import { createOtlpGrpcServer } from '../intake/otlp-grpc/server.ts';
import { createOtlpHttpServer } from '../intake/otlp-http/server.ts';
import { createTaker, type Dropped, type Receive } from '../intake/otlp/export-request.ts';
import { createOtlpReader } from '../intake/otlp/reader.ts';
import type { OtlpOutcome } from '../intake/otlp/transport.ts';
import { createPulls } from '../intake/prometheus/pulls.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { createMeasureStage } from '../measure/stage.ts';
import type { PartialBatch } from '../series/types.ts';
import { createAuthorizer } from '../security/authorizer.ts';
import { createStore } from '../store/index.ts';
import { createSelfTelemetry } from '../telemetry/index.ts';
import { createWatchBook } from '../watches/watch-book.ts';
import { createMutes } from '../watches/mutes.ts';
import { VERSION } from '../version.ts';
import { createCheckpointFile } from './checkpoint.ts';
import { createCheckpointing } from './checkpointing.ts';
import { createEngine } from './engine.ts';
import { observeWatches } from './observe-watches.ts';
import { createForecasting } from './forecasting.ts';
import { createLearning, LEARN_EVERY_MS } from './learning.ts';
import { giveOut } from './give-out.ts';
import { createOutlet } from './outlet.ts';
import { createPulledOutlet } from './pulled.ts';
import { createTicker } from './ticker.ts';

export interface ServiceOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Milliseconds since the epoch: the one clock of the process. */
  readonly clock?: () => number;
  /** Folder of the built workbench, served at `/`; default the plugin's own. */
  readonly workbenchDir?: string;
  /** Further routes on the API's server, for the demo. */
  readonly extraRoutes?: (app: ApiServer) => void;
}

export interface Service {
  readonly addresses: { readonly otlp: string; readonly otlpGrpc: string | null; readonly api: string };
  /**
   * History, oldest first, through the same engine as live data; intake answers 503 meanwhile. Resolves with the number
   * of steps scored.
   */
  backfill(
    batches: Iterable<PartialBatch> | AsyncIterable<PartialBatch>,
    onProgress?: (newestMs: number) => void,
  ): Promise<number>;
  /** Stops intake, scores what is due, writes the checkpoint, sends what waits. */
  close(): Promise<void>;
}

const WORKBENCH_DIR = fileURLToPath(new URL('../../../plugin/workbench/dist', import.meta.url));
/** Live steps are looked at this often: the resolution with which they close. */
const TICK_MS = 250;
/** Forecasts that are due are looked for this often. */
const FORECAST_TICK_MS = 2_000;
const PRUNE_EVERY_MS = 600_000;
const RETRY_AFTER_SECONDS = 2;
const BACKFILL_CHUNK_REPORTS = 500;

/** The composition root of a running Tidemark: everything is made, joined and ended here. */
export async function createService(options: ServiceOptions): Promise<Service> {
  const { settings, logger, clock = Date.now } = options;
  const telemetry = createSelfTelemetry({ ...settings.telemetry, serviceVersion: VERSION });
  const store = createStore({
    path: join(settings.storage.path, 'tidemark.db'),
    retention: {
      stepsMs: settings.storage.bandRetentionMs,
      incidentsMs: settings.storage.incidentRetentionMs,
      hoursMs: settings.storage.hourRetentionMs,
      daysMs: settings.storage.dayRetentionMs,
    },
    timezoneOf: (name) => engine.watches().find((watch) => watch.name === name)?.timezone ?? 'UTC',
    clock,
    onWrite: (operation, durationMs) =>
      telemetry.record('tidemark.store.write.duration', durationMs / 1000, { operation }),
    onFailure: (operation, reason) => {
      telemetry.count('tidemark.store.write.failures', 1, { operation });
      logger.error({ operation, reason }, 'the database did not take a write; scoring goes on without it');
    },
  });
  const mutes = createMutes({ store, clock });
  const engine = createEngine({
    watches: settings.watches,
    maxDelayMs: settings.closeAfterMs,
    limits: { maxSeries: settings.maxSeries, graceMs: settings.graceMs },
  });
  const { otlp } = settings;
  const measure = createMeasureStage({
    watches: settings.watches,
    limits: { maxAttributes: otlp.limits.attributes, maxLabelLength: otlp.limits.labelLength },
  });
  const exported = { policy: settings.export.policy, maxSeries: settings.export.maxSeries, telemetry };
  const scrape = settings.scrape.enabled ? createScrapePage({ ...exported, clock }) : null;
  const delivery =
    settings.export.otlp === null ? null : createOtlpDelivery({ ...exported, ...settings.export.otlp, logger });
  let busy = false;
  const forecasting = createForecasting({ settings, engine, store, clock, logger, telemetry, paused: () => busy });
  const forecastAfter = createForecastMetrics({ engine, lane: forecasting.lane, policy: settings.export.policy });
  const outlet = createOutlet({
    ...{ store, scrape, delivery, forecastAfter, telemetry, mutes },
    maxStored: settings.storage.maxSeries,
  });
  const pulls = createPulls({
    sources: settings.sources,
    engine,
    clock,
    telemetry,
    logger,
    deliver: createPulledOutlet({ outlet, clock, bandRetentionMs: settings.storage.bandRetentionMs }),
  });
  const backtests = createBacktests({ clock });
  const book = createWatchBook({
    fixed: settings.watches,
    context: settings.watchDefaults,
    store,
    engine,
    pulls,
    mutes,
    clock,
    logger,
  });

  const checkpointing = createCheckpointing({
    file: createCheckpointFile(join(settings.storage.path, 'checkpoint.bin')),
    engine,
    measure,
    clock,
    logger,
    telemetry,
  });
  await checkpointing.restore();
  outlet.resume(store.incidents({ status: 'open', limit: 10_000 }).incidents);

  const slowLane = createLearning({ settings, engine, store, clock, logger, telemetry });

  function ingest(batch: PartialBatch): Dropped {
    const { accepted, late, future, overflow } = engine.ingest(batch);
    const count = (outcome: string, reason: string, amount: number) =>
      amount > 0 && telemetry.count('tidemark.intake.partials', amount, { outcome, reason });
    count('accepted', '', accepted);
    count('refused', 'late', late);
    count('refused', 'future', future);
    count('refused', 'overflow', overflow);
    return { late, future, overflow };
  }
  const take = createTaker({ reader: createOtlpReader(), measure, ingest });
  const receive: Receive = async (request) =>
    busy
      ? {
          status: 'failed',
          error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        }
      : take(request, clock());

  function countRequest({ signal, httpStatus, accepted, refused }: OtlpOutcome): void {
    const named = signal ?? 'unknown';
    telemetry.count('tidemark.intake.requests', 1, { signal: named, status: httpStatus });
    if (accepted > 0) {
      telemetry.count('tidemark.intake.points', accepted, { signal: named, outcome: 'accepted', reason: '' });
    }
    for (const { reason, count } of refused) {
      telemetry.count('tidemark.intake.points', count, { signal: named, outcome: 'refused', reason });
    }
  }

  async function advance(): Promise<void> {
    if (busy) return;
    let published = false;
    const workedMs = await giveOut(engine.advanceInParts(clock()), (reports) => {
      published = true;
      outlet.publish(reports);
    });
    if (published) telemetry.record('tidemark.engine.advance.duration', workedMs / 1000);
  }

  const authorizer = createAuthorizer({ tokens: settings.auth.tokens });
  const receiver = {
    receive,
    logger,
    authorize: (header: string | undefined) => authorizer.authorize(header, 'ingest').status,
    onOutcome: countRequest,
  };
  const intake = createOtlpHttpServer({
    ...receiver,
    limits: { bodyBytes: otlp.limits.bodyBytes, decompressedBytes: otlp.limits.decompressedBytes },
  });
  const grpcIntake =
    otlp.grpc === null
      ? null
      : createOtlpGrpcServer({ ...receiver, limits: { messageBytes: otlp.limits.decompressedBytes } });
  const api = await createApi({
    engine,
    store,
    mutes,
    book,
    pulls,
    backtests,
    models: slowLane,
    authorizer,
    clock,
    logger,
    telemetry,
    forecasts: forecasting,
    metricsPages: [(match) => scrape?.render(match) ?? '', () => telemetry.scrapeText()],
    waitingFor: () => (busy ? ['history is being read; live data is taken after it'] : []),
    version: VERSION,
    staticDir: options.workbenchDir ?? WORKBENCH_DIR,
  });
  options.extraRoutes?.(api);
  telemetry.observe('tidemark.incidents.open', engine.openIncidents);
  telemetry.observe('tidemark.intake.streams', () => measure.streamCount);
  observeWatches({ telemetry, engine, mutes, clock });

  const ticker = createTicker(logger);
  ticker.every(TICK_MS, advance);
  ticker.every(FORECAST_TICK_MS, forecasting.lane.tick);
  ticker.every(settings.storage.checkpointIntervalMs, checkpointing.save);
  ticker.every(LEARN_EVERY_MS, () => (busy ? undefined : slowLane.tick()));
  ticker.every(PRUNE_EVERY_MS, () => void store.prune(clock()));

  async function close(): Promise<void> {
    await Promise.all([intake.close(), grpcIntake?.close()]);
    await pulls.close();
    await backtests.close();
    await ticker.stop();
    await advance();
    await forecasting.close();
    await slowLane.close();
    await checkpointing.save();
    await delivery?.close();
    await api.close();
    await telemetry.close();
    store.close();
  }

  let addresses: Service['addresses'];
  try {
    const { host, port } = await intake.listen(settings.otlp);
    const grpc = otlp.grpc === null ? undefined : await grpcIntake?.listen({ host: otlp.host, port: otlp.grpc.port });
    addresses = {
      otlp: url(host, port),
      otlpGrpc: grpc === undefined ? null : url(grpc.host, grpc.port),
      api: await api.listen({ ...settings.api }),
    };
  } catch (error) {
    // A port that is taken: what was opened before must not keep the process alive.
    await close();
    throw error;
  }

  book.start();

  async function backfill(...[batches, onProgress]: Parameters<Service['backfill']>): Promise<number> {
    busy = true;
    const keepFromMs = clock() - settings.storage.bandRetentionMs;
    try {
      let steps = 0;
      let waiting: ReturnType<typeof engine.advance> = [];
      for await (const batch of batches) {
        engine.ingest(batch);
        waiting.push(...engine.advance());
        if (waiting.length < BACKFILL_CHUNK_REPORTS) continue;
        steps += waiting.length;
        outlet.keep(waiting, keepFromMs);
        onProgress?.(waiting.at(-1)!.step.stepStartMs);
        waiting = [];
        // Health checks and Ctrl-C get a turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      outlet.keep(waiting, keepFromMs);
      return steps + waiting.length;
    } finally {
      busy = false;
    }
  }

  return { addresses, backfill, close };
}

const url = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
