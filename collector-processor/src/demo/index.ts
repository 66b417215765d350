import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { defaults } from '../config/defaults.ts';
import { createService } from '../pipeline/service.ts';
import { choosePort } from './choose-port.ts';
import { createCleanUp } from './clean-up.ts';
import { demoSettings, EXPORT_INTERVAL_MS, HISTORY_DAYS, HOST, STEP_MS } from './demo-settings.ts';
import { backfillHistory } from './history/backfill.ts';
import { interruptible } from './interruptible.ts';
import { createRandom } from '../random.ts';
import { createRhythm, type Rhythm } from './rhythm.ts';
import { startShopProcess } from './shop-process.ts';
import { createTroubleMaker } from './trouble-maker.ts';
import { troubleRoutes } from './trouble-routes.ts';
import { createSender } from './visitors/send.ts';
import { createVisitors } from './visitors/visitors.ts';

export interface DemoOptions {
  /** Takes every line that a person should read. */
  readonly say: (line: string) => void;
  /** Wanted ports; one that is taken is replaced by a free one, which is said. 0: any free one. */
  readonly port?: number;
  readonly otlpPort?: number;
  /** Kept after the end; without it a temporary folder, removed at the end. */
  readonly dataDir?: string | undefined;
  /** IANA name; default: this machine's. */
  readonly timezone?: string;
  /** A Prometheus of one's own, whose graphs can then be watched, too. */
  readonly prometheusUrl?: string | undefined;
  /** At least two weeks, so that weekends are known. */
  readonly historyDays?: number;
  readonly rhythm?: Rhythm;
  readonly seed?: number;
}

export interface RunningDemo {
  /** The workbench. */
  readonly url: string;
  readonly otlpUrl: string;
  readonly shopUrl: string;
  readonly shopPid: number;
  /** Ends visitors, shop and Tidemark, in that order; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/**
 * Starts Tidemark, a shop in a process of its own and visitors; history is replayed first, so bands are warm when this
 * resolves. SIGINT and SIGTERM until then end what has been started and reject with TLERR_INTERRUPTED.
 *
 * @example
 * const demo = await runDemo({ say: console.error });
 * // … open demo.url …
 * await demo.close();
 */
export async function runDemo(options: DemoOptions): Promise<RunningDemo> {
  const cleanUp = createCleanUp();
  try {
    return await interruptible((throwIfInterrupted) => start(options, cleanUp, throwIfInterrupted));
  } catch (error) {
    await cleanUp.run();
    throw error;
  }
}

async function start(
  options: DemoOptions,
  cleanUp: ReturnType<typeof createCleanUp>,
  throwIfInterrupted: () => void,
): Promise<RunningDemo> {
  const { say, seed = Date.now(), historyDays = HISTORY_DAYS } = options;
  const timezone = options.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rhythm = options.rhythm ?? createRhythm({ timezone });
  const apiPort = await portFor('the workbench', options.port ?? defaults.api.port, say);
  const otlpPort = await portFor('OTLP', options.otlpPort ?? defaults.otlp.port, say);
  const dataDir = options.dataDir ?? (await temporaryFolder(cleanUp));

  const openedMs = Date.now();
  say('opening the shop, in a process of its own…');
  const shop = await startShopProcess({
    otlpEndpoint: `http://${HOST}:${otlpPort}`,
    exportIntervalMs: EXPORT_INTERVAL_MS,
    seed,
    openedMs,
    onOutput: () => undefined,
    onLost: (why) => say(`the shop has ended by itself (${why}); Tidemark will see it as absent`),
  });
  cleanUp.add('the shop', () => shop.stop());
  const visitors = createVisitors({ rhythm, sender: createSender(shop.url), random: createRandom(seed + 1) });
  cleanUp.add('the visitors', () => visitors.stop());
  throwIfInterrupted();

  const maker = createTroubleMaker({
    setCondition: shop.setCondition,
    setVisiting: visitors.setVisiting,
  });
  const service = await createService({
    settings: demoSettings({ apiPort, otlpPort, dataDir, timezone, prometheusUrl: options.prometheusUrl }),
    // Warnings and errors of the service belong to what a person should read; its routine does not.
    logger: pino({ level: 'warn' }, { write: (line) => say(line.trimEnd()) }),
    extraRoutes: troubleRoutes(maker),
  });
  cleanUp.add('Tidemark', () => service.close());
  throwIfInterrupted();

  say(`replaying ${historyDays} days of its history, so that bands are warm…`);
  const progress = createProgress(say);
  const liveFromMs = await backfillHistory({
    stepMs: STEP_MS,
    days: historyDays,
    rhythm,
    random: createRandom(seed + 2),
    openedMs,
    now: Date.now,
    take: (batches, onProgress) => service.backfill(batches, onProgress),
    onProgress: (share) => {
      throwIfInterrupted();
      progress(share);
    },
  });
  visitors.start(liveFromMs);

  for (const line of introduction(service.addresses.api, service.addresses.otlp, shop.url)) say(line);
  return {
    url: service.addresses.api,
    otlpUrl: service.addresses.otlp,
    shopUrl: shop.url,
    shopPid: shop.pid,
    close: () => cleanUp.run(),
  };
}

async function portFor(what: string, wanted: number, say: (line: string) => void): Promise<number> {
  const { port, asWanted } = await choosePort(wanted, HOST);
  if (!asWanted) say(`port ${wanted} is taken by another program: ${what} is on port ${port} this time`);
  return port;
}

async function temporaryFolder(cleanUp: ReturnType<typeof createCleanUp>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-demo-'));
  cleanUp.add('the temporary folder', () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A line every so often, for terminals and logs alike. */
const PROGRESS_EVERY_MS = 2000;

function createProgress(say: (line: string) => void): (share: number) => void {
  let lastMs = Date.now();
  return (share) => {
    if (Date.now() - lastMs < PROGRESS_EVERY_MS) return;
    lastMs = Date.now();
    say(`  ${Math.min(99, Math.floor(share * 100))} %`);
  };
}

function introduction(api: string, otlp: string, shop: string): readonly string[] {
  return [
    '',
    `  Tidemark    ${api}`,
    `  the shop    ${shop}`,
    `  OTLP/HTTP   ${otlp}   (send your own services here, too)`,
    '',
    '  Try this: press Outage in the page. Within two steps (20 seconds) an incident opens; it stays open',
    '  until you press Back to normal. Then say whether it was real: Tidemark takes your word for it.',
    '',
  ];
}
