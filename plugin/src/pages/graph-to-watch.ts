/** One query of a graph, as it was asked: what a PromQL watch pulls. */
export interface GraphQuery {
  readonly refId: string;
  /** PromQL; may hold `$__rate_interval`, which becomes a duration when the step is known. */
  readonly expr: string;
  /** Grafana's uid of the Prometheus it asks; empty where it is not known. */
  readonly datasourceUid: string;
}

/** What a link hands to the page that watches a graph. */
export interface GraphToWatch {
  readonly title: string;
  readonly queries: readonly GraphQuery[];
  /** The panel it comes from, to go back to and to draw on; null from Explore. */
  readonly panel: { readonly dashboardUid: string; readonly dashboardTitle: string; readonly id: number } | null;
}

/** As one parameter of an address. */
export function formatGraph(graph: GraphToWatch): string {
  return JSON.stringify(graph);
}

/** A mangled address gives null. */
export function parseGraph(text: string | null): GraphToWatch | null {
  if (text === null) {
    return null;
  }
  try {
    const graph: unknown = JSON.parse(text);
    return isGraph(graph) ? graph : null;
  } catch {
    return null;
  }
}

function isGraph(value: unknown): value is GraphToWatch {
  return (
    isRecord(value) &&
    typeof value.title === 'string' &&
    Array.isArray(value.queries) &&
    value.queries.length > 0 &&
    value.queries.every(
      (query: unknown) =>
        isRecord(query) &&
        typeof query.refId === 'string' &&
        typeof query.expr === 'string' &&
        typeof query.datasourceUid === 'string',
    ) &&
    (value.panel === null || isPanel(value.panel))
  );
}

function isPanel(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.dashboardUid === 'string' &&
    typeof value.dashboardTitle === 'string' &&
    typeof value.id === 'number'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
