/** `$name`, `${name}`, `${name:format}`, `[[name]]`: what Grafana replaces in a query. */
const VARIABLE = /\$\{[^}]+\}|\$\w+|\[\[[^\]]+\]\]/g;
/** Depends on the resolution that the graph was asked at; a watch has a step of its own. */
const OF_THE_STEP = /^\$\{?(__rate_interval|__interval)\}?$/;

/**
 * The expression as it was sent, with the dashboard's variables in place, but with `$__rate_interval` and `$__interval`
 * still in it. What was sent tells what each variable stood for: the texts between them are the same.
 */
export function resolvedExpr(raw: string, executed: string): string {
  const names = raw.match(VARIABLE) ?? [];
  const [first, ...texts] = raw.split(VARIABLE);
  if (!executed.startsWith(first)) {
    return executed;
  }
  let resolved = first;
  let from = first.length;
  for (const [index, text] of texts.entries()) {
    const last = index === texts.length - 1;
    const at = last ? executed.length - text.length : executed.indexOf(text, from);
    if (at < from || !executed.startsWith(text, at)) {
      return executed;
    }
    const ofTheStep = OF_THE_STEP.exec(names[index]);
    resolved += (ofTheStep === null ? executed.slice(from, at) : `$${ofTheStep[1]}`) + text;
    from = at + text.length;
  }
  return resolved;
}

/** The PromQL in the note that Grafana's Prometheus datasource leaves on a frame: `Expr: rate(x[40s])\nStep: 10s`. */
export function executedExpr(note: string | undefined): string | null {
  const found = /^Expr: ([^]*?)(?:\nStep: [^\n]*)?$/.exec(note ?? '');
  return found === null ? null : found[1];
}
