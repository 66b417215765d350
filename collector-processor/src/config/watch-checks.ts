import { messageOf } from '../errors/message-of.ts';
import { compilePattern } from '../measure/matchers.ts';
import { conflict, firstWithSame } from './check-parts.ts';
import { defaults } from './defaults.ts';
import type { Draft, DraftConfig } from './draft.ts';
import { parseDuration } from './duration.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';
import { readMatchers } from './watch-definitions.ts';
import { HTTP_SIGNALS } from './http-watches-schema.ts';
import type { WatchConfig } from './watch-schema.ts';

/** Label names that derived metrics use themselves. */
const RESERVED_LABELS = ['watch', 'quantile', 'horizon', 'limit', 'lead'];

export function checkWatches(config: DraftConfig): Fault[] {
  const watches = config.watches ?? [];
  const http = config.http_watches ?? {};
  const sourceNames = (config.sources ?? []).flatMap((source) => source?.name ?? []);
  const builtin = HTTP_SIGNALS.filter((signal) => http.enabled !== false && http[signal]?.enabled !== false);
  return watches.flatMap((watch, index) => {
    if (watch === undefined) return [];
    const path = ['watches', index];
    const faults: Fault[] = [];
    const first = firstWithSame(watches, index, 'name');
    if (first !== null)
      faults.push(
        conflict([...path, 'name'], `'${watch.name}' is the name of watches[${first}] already; names are unique`),
      );
    if (builtin.some((signal) => signal === watch.name)) {
      const message = `'${watch.name}' is the name of a zero-configuration watch; choose another, or turn that one off with http_watches.${watch.name}.enabled: false`;
      faults.push(conflict([...path, 'name'], message));
    }
    for (const [position, label] of (watch.by ?? []).entries()) {
      if (label !== undefined && RESERVED_LABELS.includes(label)) {
        faults.push(
          conflict(
            [...path, 'by', position],
            `'${label}' is a label of the derived metrics themselves; group by another attribute`,
          ),
        );
      }
    }
    const reason = loadFault(watch, watches, builtin);
    if (reason !== null) faults.push(conflict([...path, 'load'], reason));
    return [...faults, ...checkSource(watch, sourceNames, path), ...checkHorizons(config, watch, path)];
  });
}

type DraftWatch = Draft<WatchConfig>;

/** Labels of the zero-configuration watches: a total per service, and one series per route. */
const HTTP_LABELS = [['service.name'], ['http.route', 'service.name']];

/** Why a watch cannot be the load of another; series are compared with those of the same labels. */
function loadFault(
  { name, load, by, source }: DraftWatch,
  watches: readonly (DraftWatch | undefined)[],
  builtin: readonly string[],
): string | null {
  if (load === undefined) return null;
  if (load === name) return 'a watch is no load of itself';
  const named = watches.find((one) => one?.name === load);
  if (named === undefined && !builtin.includes(load)) return `'${load}' is the name of no watch`;
  // What an expression is grouped by is known when it is asked.
  if (source?.promql !== undefined || named?.source?.promql !== undefined) return null;
  const own = labelsOf(by);
  const theirs = named === undefined ? HTTP_LABELS : [labelsOf(named.by)];
  if (theirs.some((labels) => labels.join() === own.join())) return null;
  const listed = theirs.map((labels) => `[${labels.join(', ')}]`).join(' or ');
  return `'${load}' is grouped by ${listed}, this watch by [${own.join(', ')}]: no series would find its load`;
}

const labelsOf = (by: DraftWatch['by']): string[] => (by ?? []).flatMap((label) => label ?? []).sort();

function checkSource(watch: DraftWatch, sourceNames: readonly string[], path: ConfigPath): Fault[] {
  const { source, measure } = watch;
  if (source === undefined) return [];
  const { otlp } = source;
  if (source.promql !== undefined) return checkPromql(watch, sourceNames, path);
  if (otlp === undefined) {
    const message = "names no source; give `otlp: { metric: … }` or `promql: '…'`";
    return [{ kind: 'missing', path: [...path, 'source'], at: 'value', message }];
  }
  const faults: Fault[] = [];
  if (source.from !== undefined) {
    faults.push(conflict([...path, 'source', 'from'], 'only `promql` is asked of a source; leave it out'));
  }
  if (measure === undefined) {
    const message = 'is missing; with `otlp` it is required: how points become one value a step';
    faults.push({ kind: 'missing', path: [...path, 'measure'], at: 'value', message });
  }
  const at = [...path, 'source', 'otlp'];
  if (measure === 'ratio' && otlp.numerator === undefined) {
    const message =
      'is missing; `measure: ratio` needs it: which of the selected points to count, such as { status: "=~5.." }';
    faults.push({ kind: 'missing', path: [...at, 'numerator'], at: 'value', message });
  }
  if (measure !== 'ratio' && otlp.numerator !== undefined) {
    faults.push(
      conflict([...at, 'numerator'], 'only `measure: ratio` has a numerator; leave it out, or measure a ratio'),
    );
  }
  for (const part of ['where', 'numerator'] as const) {
    for (const { key, op, value } of readMatchers(otlp[part])) {
      const reason = op.endsWith('~') ? regexFault(value) : null;
      if (reason !== null)
        faults.push(conflict([...at, part, key], `'${value}' is not a regular expression: ${reason}`));
    }
  }
  return faults;
}

const PROMQL_MEASURES = ['rate', 'ratio', 'last'];

function checkPromql({ source, measure, by }: DraftWatch, sourceNames: readonly string[], path: ConfigPath): Fault[] {
  const faults: Fault[] = [];
  const at = [...path, 'source'];
  if (source?.otlp !== undefined) {
    faults.push(conflict([...at, 'promql'], 'is given beside `otlp`; a watch has one source'));
  }
  if (measure !== undefined && !PROMQL_MEASURES.includes(String(measure))) {
    const message = `'${String(measure)}' is worked out by the expression itself; allowed: ${PROMQL_MEASURES.join(', ')}`;
    faults.push(conflict([...path, 'measure'], message));
  }
  if ((by ?? []).length > 0) {
    faults.push(conflict([...path, 'by'], 'the expression itself says what it is grouped by: `sum by (…) (…)`'));
  }
  const known = sourceNames.length === 0 ? 'there are none' : `there are ${sourceNames.join(', ')}`;
  const from = source?.from;
  if (from !== undefined && !sourceNames.includes(from)) {
    faults.push(conflict([...at, 'from'], `'${from}' is not the name of one of \`sources\` (${known})`));
  }
  if (from === undefined && sourceNames.length !== 1) {
    const message = `is missing; name the source to ask (${known})`;
    faults.push({ kind: 'missing', path: [...at, 'from'], at: 'value', message });
  }
  return faults;
}

function checkHorizons(config: DraftConfig, watch: DraftWatch, path: ConfigPath): Fault[] {
  const step = watch.step ?? config.defaults?.step ?? defaults.defaults.step;
  const stepMs = parseDuration(step) ?? 0;
  return (watch.forecast?.horizon ?? []).flatMap((horizon, index) =>
    horizon === undefined || (parseDuration(horizon) ?? Infinity) >= stepMs
      ? []
      : [
          conflict(
            [...path, 'forecast', 'horizon', index],
            `'${horizon}' is shorter than the watch's step (${step}); allowed: the step or longer`,
          ),
        ],
  );
}

function regexFault(source: string): string | null {
  try {
    compilePattern(source);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
