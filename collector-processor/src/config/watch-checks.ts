import { messageOf } from '../errors/message-of.ts';
import { compilePattern } from '../measure/matchers.ts';
import { conflict, firstWithSame } from './check-parts.ts';
import { defaults } from './defaults.ts';
import type { Draft, DraftConfig } from './draft.ts';
import { parseDuration } from './duration.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';
import { readMatchers } from './watch-definitions.ts';
import { HTTP_SIGNALS, type WatchConfig } from './watch-schema.ts';

/** Label names that derived metrics use themselves. */
const RESERVED_LABELS = ['watch', 'quantile', 'horizon'];

export function checkWatches(config: DraftConfig): Fault[] {
  const watches = config.watches ?? [];
  const http = config.http_watches ?? {};
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
    return [...faults, ...checkSource(watch, path), ...checkHorizons(config, watch, path)];
  });
}

type DraftWatch = Draft<WatchConfig>;

function checkSource({ source, measure }: DraftWatch, path: ConfigPath): Fault[] {
  if (source === undefined) return [];
  const { otlp } = source;
  if (otlp === undefined) {
    return [
      {
        kind: 'missing',
        path: [...path, 'source'],
        at: 'value',
        message: 'names no source; give `otlp: { metric: … }`',
      },
    ];
  }
  const faults: Fault[] = [];
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
