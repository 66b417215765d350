import { TYPICAL_SHARE, type WatchSettings } from '../../../measure/watch.ts';
import type { WatchSource } from '../../../measure/watch-source.ts';
import type { ApiContext } from '../../api-context.ts';
import type { Mute, Watch, WatchPanel } from '../../contract/index.ts';

/** A watch as the contract has it, with the state that it is in. */
export function describeWatch(
  { engine, mutes, book }: Pick<ApiContext, 'engine' | 'mutes' | 'book'>,
  watch: WatchSettings,
): Watch {
  const { name } = watch;
  const counts = engine.counts(name);
  const lastStepMs = engine.lastStepMs(name);
  const learned = lastStepMs === null ? 'waiting' : counts.learning === counts.total ? 'learning' : 'live';
  const pull = book.pull(name);
  return {
    name,
    description: watch.description,
    origin: watch.origin,
    source: describeSource(book.find(name)?.source),
    state: pull === null || pull.state === 'live' ? learned : pull.state,
    progress: pull?.state === 'backfilling' ? pull.progress : null,
    mute: muteBody(mutes.of(name)),
    measure: watch.measure,
    unit: watch.unit,
    groupBy: watch.groupBy.map((set) => [...set]),
    stepMs: watch.stepMs,
    direction: watch.direction,
    falseAlarmsPerWeek: watch.falseAlarmsPerWeek,
    typical: watch.typical ?? TYPICAL_SHARE,
    minChange: { ...watch.minChange },
    openIncidents: engine.openIncidents(name),
    timezone: watch.timezone,
    horizonsMs: [...watch.horizonsMs],
    seriesCount: counts.total,
    lastStepMs,
    panel: panelBody(watch.panel),
  };
}

export function panelBody(panel: WatchSettings['panel']): WatchPanel | null {
  return panel === undefined ? null : { ...panel, variables: [...panel.variables] };
}

function describeSource(source: WatchSource | undefined): Watch['source'] {
  if (source === undefined) return { kind: 'replay' };
  if (source.kind === 'http-server') return { kind: 'http' };
  return source.kind === 'promql'
    ? { kind: 'promql', promql: source.expr, from: source.from }
    : { kind: 'otlp', metric: source.metric };
}

export function muteBody(mute: ReturnType<ApiContext['mutes']['of']>): Mute | null {
  if (mute === null) return null;
  const { untilMs, reason, by, atMs } = mute;
  return { untilMs, reason, by, atMs };
}
