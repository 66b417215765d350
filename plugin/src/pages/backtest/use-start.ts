import { useCallback, useMemo } from 'react';
import type { Source, WatchDetail } from '../../shared/api/contract';
import { usePoll } from '../../shared/react/use-poll';
import { parseGraph, type GraphToWatch } from '../graph-to-watch';
import { useHost } from '../host';
import { draftOf, draftOfWatch, type Draft } from './draft';

/** What the page begins with. */
export interface Start {
  /** Says when it is about something else. */
  readonly key: string;
  readonly draft: Draft;
  readonly graph: GraphToWatch | null;
  readonly sources: readonly Source[];
  /** The watch that is to change; null for a new one. */
  readonly editing: WatchDetail | null;
}

/** Sources and watches change only with the configuration, or by this page. */
const REFRESH_MS = 60_000;

/** From the address: `graph`, what a link handed over, or `edit`, the name of a watch. */
export function useStart(): { readonly start: Start | null; readonly error: string | null } {
  const { api, place } = useHost();
  const edit = place.params.get('edit');
  const graphText = place.params.get('graph');
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [{ sources }, { watches }, editing] = await Promise.all([
        api.sources(signal),
        api.watches(signal),
        edit === null ? null : api.watch(edit, signal),
      ]);
      return { sources, editing, taken: watches.map(({ name }) => name) };
    },
    [api, edit],
  );
  const { data, error } = usePoll(load, REFRESH_MS);
  const start = useMemo((): Start | null => {
    if (data === null) {
      return null;
    }
    const { sources, editing, taken } = data;
    const graph = parseGraph(graphText);
    const draft =
      editing === null
        ? draftOf(
            {
              title: graph?.title ?? '',
              expr: graph?.queries[0].expr ?? '',
              source: sourceOf(graph, sources),
              taken,
            },
            Intl.DateTimeFormat().resolvedOptions().timeZone,
          )
        : draftOfWatch(editing);
    return { key: `${edit ?? ''} ${graphText ?? ''}`, draft, graph, sources, editing };
  }, [data, edit, graphText]);
  return { start, error };
}

/** The source that is the graph's own Prometheus, as far as the configuration says which that is. */
function sourceOf(graph: GraphToWatch | null, sources: readonly Source[]): string {
  const uid = graph?.queries[0].datasourceUid;
  return (sources.find(({ grafanaUid }) => grafanaUid !== null && grafanaUid === uid) ?? sources[0])?.name ?? '';
}
