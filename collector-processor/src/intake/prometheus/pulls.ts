import type { Logger } from 'pino';
import type { SourceSettings } from '../../config/settings.ts';
import type { TidemarkError } from '../../errors/tidemark-error.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import { createPuller, type Puller, type PullerOptions, type PullStatus } from './puller.ts';
import { createSource, type Source } from './source.ts';
import type { Pulled } from './types.ts';

export interface PullsOptions extends Pick<PullerOptions, 'engine' | 'clock'> {
  readonly sources: readonly SourceSettings[];
  readonly telemetry: Telemetry;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Takes a piece of one watch across the seam: see PullerOptions. */
  readonly take: (pulled: Pulled, source: SourceSettings) => Promise<void>;
  /** In [0, 1); for the jitter. */
  readonly random?: () => number;
}

/** The sources of the configuration and the watches that are pulled from them. */
export interface Pulls {
  readonly sources: readonly Source[];
  /** Pulls a watch from now on; of another kind than PromQL it is none of ours. */
  start(watch: WatchDefinition): void;
  stop(watch: string): Promise<void>;
  /** null: not pulled. */
  status(watch: string): PullStatus | null;
  /** How many watches ask a source. */
  watchesOf(source: string): number;
  close(): Promise<void>;
}

export function createPulls(options: PullsOptions): Pulls {
  const { engine, clock, telemetry, logger, take, random = Math.random } = options;
  const sources = options.sources.map((settings) => createSource({ settings, clock, telemetry, random }));
  const pullers = new Map<string, { readonly from: string; readonly puller: Puller }>();
  telemetry.observe('tidemark.source.available', () =>
    sources
      .map((source) => ({ source: source.settings.name, state: source.health().state }))
      .filter(({ state }) => state !== 'untried')
      .map(({ source, state }) => ({ value: state === 'ok' ? 1 : 0, attributes: { source } })),
  );

  function start(watch: WatchDefinition): void {
    const { source: asked } = watch;
    if (asked.kind !== 'promql') return;
    const source = sources.find(({ settings }) => settings.name === asked.from);
    if (source === undefined) {
      // Of the store: the source has been taken out of the configuration since.
      logger.error(
        { watch: watch.name, source: asked.from },
        'the source of a watch is not configured any more: it is not pulled',
      );
      return;
    }
    const puller = createPuller({
      watch: { ...watch, source: asked },
      source,
      engine,
      clock,
      random,
      take: (pulled) => take(pulled, source.settings),
      onTurn: (error) => tell(watch.name, asked.from, error),
    });
    pullers.set(watch.name, { from: asked.from, puller });
  }

  function tell(watch: string, source: string, error: TidemarkError | null): void {
    if (error === null) logger.info({ watch, source }, 'the watch is pulled again');
    else
      logger.warn(
        { watch, source, code: error.code, help: error.help },
        `the watch cannot be pulled: ${error.message}`,
      );
  }

  async function stop(watch: string): Promise<void> {
    const found = pullers.get(watch);
    pullers.delete(watch);
    await found?.puller.stop();
  }

  return {
    sources,
    start,
    stop,
    status: (watch) => pullers.get(watch)?.puller.status() ?? null,
    watchesOf: (source) => [...pullers.values()].filter(({ from }) => from === source).length,
    async close() {
      await Promise.all([...pullers.keys()].map(stop));
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}
