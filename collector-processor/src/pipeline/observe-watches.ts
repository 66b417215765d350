import type { Telemetry } from '../telemetry/index.ts';
import type { Mutes } from '../watches/mutes.ts';
import type { Engine } from './types.ts';

export interface ObservedWatches {
  readonly telemetry: Telemetry;
  readonly engine: Pick<Engine, 'watches' | 'counts' | 'lastStepMs'>;
  readonly mutes: Pick<Mutes, 'of'>;
  readonly clock: () => number;
}

/** What Tidemark tells of each watch about itself, read when someone collects. */
export function observeWatches({ telemetry, engine, mutes, clock }: ObservedWatches): void {
  const each = (valueOf: (watch: ReturnType<Engine['watches']>[number]) => number | null) => () =>
    engine.watches().flatMap((watch) => {
      const value = valueOf(watch);
      return value === null ? [] : [{ value, attributes: { watch: watch.name } }];
    });
  telemetry.observe(
    'tidemark.engine.series',
    each(({ name }) => engine.counts(name).total),
  );
  telemetry.observe(
    'tidemark.watch.learning',
    each(({ name }) => engine.counts(name).learning),
  );
  telemetry.observe(
    'tidemark.watch.muted',
    each(({ name }) => (mutes.of(name) === null ? 0 : 1)),
  );
  telemetry.observe(
    'tidemark.watch.lag',
    each(({ name, stepMs }) => {
      const lastMs = engine.lastStepMs(name);
      return lastMs === null ? null : (clock() - lastMs - stepMs) / 1000;
    }),
  );
}
