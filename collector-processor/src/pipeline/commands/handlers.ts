import type { createTaker } from '../../intake/otlp/export-request.ts';
import { toPartials } from '../../intake/prometheus/to-partials.ts';
import type { Pulled } from '../../intake/prometheus/types.ts';
import type { Store } from '../../store/index.ts';
import type { Engine, StepReport } from '../types.ts';
import type { Handlers, PulledReports } from './types.ts';

/** Where the reports go to which a command leads: live, to everybody; of a command that is done again, to the store. */
export interface Outlets {
  /** Asking for the next report scores it. */
  readonly closed: (reports: Iterable<StepReport>) => void;
  readonly pulled: (reports: readonly StepReport[]) => PulledReports;
}

export interface HandlerParts {
  readonly engine: Pick<
    Engine,
    'ingest' | 'advanceInParts' | 'closeTo' | 'skipTo' | 'put' | 'remove' | 'verdict' | 'watches' | 'install'
  >;
  readonly take: ReturnType<typeof createTaker>;
  readonly store: Pick<Store, 'saveIncident'>;
  readonly outlets: Outlets;
}

/** Does commands, live or out of the journal: without a clock, so that both lead to the same. */
export function createHandlers({ engine, take, store, outlets }: HandlerParts): Handlers {
  return {
    otlp: (request) => take(request, request.receivedMs),
    advance: ({ clockMs }) => outlets.closed(engine.advanceInParts(clockMs)),
    pulled: (pulled) => outlets.pulled(closePulled(engine, pulled)),
    verdict({ incident, verdict }) {
      const judged = engine.verdict(incident, verdict);
      return { incident: judged, saved: store.saveIncident(judged) };
    },
    put: ({ watch }) => engine.put(watch),
    remove: ({ watch }) => engine.remove(watch),
    install: ({ watch, labels, plan, madeAtMs }) => engine.install(watch, labels, plan, madeAtMs),
  };
}

/** Steps whose values nobody knows are skipped; those of a watch that is gone meanwhile are nobody's. */
export function closePulled(
  engine: Pick<Engine, 'watches' | 'ingest' | 'closeTo' | 'skipTo'>,
  pulled: Pulled,
): StepReport[] {
  const { watch: name, series, askedMs, unknown, toMs } = pulled;
  const watch = engine.watches().find((one) => one.name === name);
  if (watch === undefined) return [];
  engine.ingest({ partials: toPartials(name, watch.stepMs, series, askedMs), producers: [] }, askedMs);
  const reports: StepReport[] = [];
  for (const run of unknown) {
    reports.push(...engine.closeTo(name, run.fromMs));
    engine.skipTo(name, run.toMs);
  }
  reports.push(...engine.closeTo(name, toMs));
  return reports;
}
