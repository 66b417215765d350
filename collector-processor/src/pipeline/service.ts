import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createApi, type ApiServer } from '../api/index.ts';
import type { Settings } from '../config/settings.ts';
import { createForecastMetrics, createOtlpDelivery, createScrapePage } from '../deliver/index.ts';
import { createBacktests } from '../backtest/backtests.ts';
import { createTaker, type Dropped } from '../intake/otlp/export-request.ts';
import { createOtlpReader } from '../intake/otlp/reader.ts';
import { createModelShelf } from '../learn/model-shelf.ts';
import { createPulls } from '../intake/prometheus/pulls.ts';
import { streamsFor } from '../measure/limits.ts';
import { createMeasureStage } from '../measure/stage.ts';
import type { PartialBatch } from '../series/types.ts';
import { createAuthorizer } from '../security/authorizer.ts';
import { createStore } from '../store/index.ts';
import { createSelfTelemetry } from '../telemetry/index.ts';
import { readMadeWatches } from '../watches/made-watches.ts';
import { createWatchBook } from '../watches/watch-book.ts';
import { createMutes } from '../watches/mutes.ts';
import { VERSION } from '../version.ts';
import { createShards } from '../detect/shards/shards.ts';
import { createBackfill } from './backfill.ts';
import { createCommands } from './commands/commands.ts';
import { createEngine } from './engine.ts';
import { openKnowledge } from './knowledge.ts';
import { createReceivers } from './receivers.ts';
import { observeWatches } from './observe-watches.ts';
import { createForecasting } from './forecasting.ts';
import { createLearning, LEARN_EVERY_MS } from './learning.ts';
import { createOutlet } from './outlet.ts';
import { openTls } from './open-tls.ts';
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
   * History, oldest first, through the same engine as live data; intake answers 429 meanwhile. Resolves with the number
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
/** Open warnings are looked at this often, beside each new forecast. */
const REVIEW_EVERY_MS = 15_000;
const PRUNE_EVERY_MS = 600_000;
/** Whether files of certificates changed is looked at this often. */
const CERTIFICATES_EVERY_MS = 10_000;
/** The journal's size is looked at this often. */
const JOURNAL_TICK_MS = 1_000;

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
  const besides = (settings.shards || availableParallelism()) - 1;
  const shards = besides > 0 ? createShards(besides) : null;
  const models = createModelShelf({ store, logger });
  const engine = createEngine({
    findModel: models.find,
    watches: settings.watches,
    maxDelayMs: settings.closeAfterMs,
    limits: { maxSeries: settings.maxSeries, graceMs: settings.graceMs },
    tokenSeries: new Map(
      settings.auth.tokens.flatMap(({ name, limits }) => (limits.series === null ? [] : [[name, limits.series]])),
    ),
    shards,
  });
  const { otlp } = settings;
  const measure = createMeasureStage({
    watches: settings.watches,
    accessLogs: settings.accessLogs,
    limits: {
      maxStreams: streamsFor(settings.maxSeries),
      maxAttributes: otlp.limits.attributes,
      maxLabelLength: otlp.limits.labelLength,
    },
  });
  const exported = { policy: settings.export.policy, maxSeries: settings.export.maxSeries, telemetry };
  const scrape = settings.scrape.enabled ? createScrapePage({ ...exported, clock }) : null;
  const delivery =
    settings.export.otlp === null ? null : createOtlpDelivery({ ...exported, ...settings.export.otlp, logger });
  const forecasting = createForecasting({
    ...{ settings, engine, store, clock, logger, telemetry },
    paused: () => backfill.busy(),
  });
  const forecastAfter = createForecastMetrics({
    ...{ engine, lane: forecasting.lane, degradedBy: forecasting.degradedBy },
    policy: settings.export.policy,
  });
  const outlet = createOutlet({
    ...{ store, scrape, delivery, forecastAfter, telemetry, mutes },
    maxStored: settings.storage.maxSeries,
  });
  function ingest(batch: PartialBatch, receivedMs: number): Dropped {
    const { accepted, late, future, overflow } = engine.ingest(batch, receivedMs);
    const count = (outcome: string, reason: string, amount: number, token = '') =>
      amount > 0 && telemetry.count('tidemark.intake.partials', amount, { outcome, reason, token });
    count('accepted', '', accepted);
    count('refused', 'late', late);
    count('refused', 'future', future);
    count('refused', batch.token === undefined ? 'overflow' : 'token_overflow', overflow, batch.token);
    return { late, future, overflow };
  }

  const made = readMadeWatches(store, settings.watchDefaults, logger);
  const { journal, sequencer, checkpointing } = await openKnowledge({
    ...{ settings, engine, measure, models, store, outlet, made, clock, logger, telemetry },
    take: createTaker({ reader: createOtlpReader(), measure, ingest, accessLogs: settings.accessLogs }),
  });
  const backfill = createBackfill({
    engine,
    outlet,
    keepFromMs: () => clock() - settings.storage.bandRetentionMs,
    whenRead: async (oldestMs, newestMs) => {
      await forecasting.lookBack(oldestMs, newestMs);
      await checkpointing.save();
    },
  });
  const commands = createCommands({ sequencer, engine, outlet, clock, busy: backfill.busy });
  const slowLane = createLearning({
    ...{ settings, engine, store, clock, logger, telemetry },
    ...{ shelf: models, install: commands.install },
  });
  const pulls = createPulls({ sources: settings.sources, engine, clock, telemetry, logger, take: commands.take });
  const backtests = createBacktests({ clock });
  const book = createWatchBook({
    ...{ store, engine, commands, pulls, mutes, clock, made },
    expireWarnings: forecasting.expire,
    fixed: settings.watches,
    context: settings.watchDefaults,
  });

  const tls = openTls({ settings, logger, telemetry, clock });
  const authorizer = createAuthorizer({ tokens: settings.auth.tokens });
  const receivers = createReceivers({
    ...{ authorizer, logger, telemetry, tls: tls.otlp },
    ...{ otlp: settings.otlp, auth: settings.auth },
    receive: commands.receive,
  });
  const api = await createApi({
    engine,
    judge: commands.judge,
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
    tls: tls.api,
    forecasts: forecasting,
    metricsPages: [(match) => scrape?.render(match) ?? '', () => telemetry.scrapeText()],
    waitingFor: () => (backfill.busy() ? ['history is being read; live data is taken after it'] : []),
    version: VERSION,
    staticDir: options.workbenchDir ?? WORKBENCH_DIR,
  });
  options.extraRoutes?.(api);
  telemetry.observe('tidemark.incidents.open', engine.openIncidents);
  telemetry.observe('tidemark.intake.streams', () => measure.streamCount);
  observeWatches({ telemetry, engine, mutes, clock });

  /** History that is half read is not journaled: a checkpoint in the middle of it would be of no moment. */
  const saveUnlessBusy = async (): Promise<void> => {
    if (!backfill.busy()) await checkpointing.save();
  };
  const ticker = createTicker(logger);
  ticker.every(TICK_MS, commands.advance);
  ticker.every(FORECAST_TICK_MS, forecasting.lane.tick);
  ticker.every(REVIEW_EVERY_MS, () => (backfill.busy() ? undefined : forecasting.review()));
  ticker.every(LEARN_EVERY_MS, () => (backfill.busy() ? undefined : slowLane.tick()));
  ticker.every(settings.storage.checkpointIntervalMs, saveUnlessBusy);
  ticker.every(JOURNAL_TICK_MS, async () => {
    if (journal.bytes() > checkpointing.dueBytes()) await saveUnlessBusy();
  });
  ticker.every(CERTIFICATES_EVERY_MS, tls.reload);
  ticker.every(PRUNE_EVERY_MS, async () => void (await store.prune(clock())));

  async function close(): Promise<void> {
    await receivers.close();
    await pulls.close();
    await backtests.close();
    await ticker.stop();
    await commands.advance();
    await forecasting.close();
    await slowLane.close();
    await checkpointing.save();
    await journal.close();
    await delivery?.close();
    await api.close();
    await telemetry.close();
    await shards?.close();
    store.close();
  }

  let addresses: Service['addresses'];
  try {
    const heard = await receivers.listen();
    const { host, port } = settings.api;
    // Fastify does not know that its server is one of TLS.
    const url = await api.listen({ host, port });
    addresses = { ...heard, api: tls.api === null ? url : url.replace(/^http:/, 'https:') };
  } catch (error) {
    // A port that is taken: what was opened before must not keep the process alive.
    await close();
    throw error;
  }

  await book.start();

  return { addresses, backfill: backfill.run, close };
}
