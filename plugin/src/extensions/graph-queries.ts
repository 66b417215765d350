import type { DataFrame, DataQuery, PanelData } from '@grafana/data';
import type { GraphQuery } from '../pages/graph-to-watch';
import { executedExpr, resolvedExpr } from './resolved-expr';

type PromQuery = DataQuery & { readonly expr?: unknown };

export interface QuerySurroundings {
  /** As the panel or Explore has them: variables not replaced, the datasource perhaps only at the panel. */
  readonly targets: readonly DataQuery[];
  /** Missing or without series before the first run. */
  readonly data?: Pick<PanelData, 'request' | 'series'>;
  /** The type of a datasource by its uid; undefined when it is none of this Grafana. */
  readonly typeOf: (datasourceUid: string) => string | undefined;
  /** Replaces the dashboard's variables, several values as a regular expression. */
  readonly replaceVariables: (expr: string) => string;
}

/** Prometheus and what speaks its language under another name (Amazon's, Azure's). */
const SPEAKS_PROMQL = /prometheus/i;
/** Tidemark's own output: bands over bands help nobody. */
const DERIVED_METRIC = /\btidemark_[a-z]/;

/** The PromQL queries of a graph that Tidemark can watch; none where it cannot help. */
export function graphQueries({ targets, data, typeOf, replaceVariables }: QuerySurroundings): GraphQuery[] {
  return targets.flatMap((target): GraphQuery[] => {
    const { refId, expr, hide } = target as PromQuery;
    // The request knows the datasource by its uid, also where the panel names it through a variable.
    const asked = data?.request?.targets.find((one) => one.refId === refId) ?? target;
    const { uid = '', type } = asked.datasource ?? {};
    const wanted = typeof expr === 'string' && expr.trim() !== '' && hide !== true && !DERIVED_METRIC.test(expr);
    if (!wanted || !SPEAKS_PROMQL.test(typeOf(uid) ?? type ?? '')) {
      return [];
    }
    const executed = executedExpr(frameOf(data?.series ?? [], refId)?.meta?.executedQueryString);
    return [
      {
        refId,
        expr: executed === null ? replaceVariables(expr) : resolvedExpr(expr, executed),
        datasourceUid: uid,
      },
    ];
  });
}

function frameOf(series: readonly DataFrame[], refId: string): DataFrame | undefined {
  return series.find((frame) => frame.refId === refId);
}
