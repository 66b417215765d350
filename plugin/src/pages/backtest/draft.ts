import { t } from '@grafana/i18n';
import type { WatchDetail, WatchRequest } from '../../shared/api/contract';
import { atStep } from './rate-interval';

export type Direction = 'up' | 'down' | 'both';

/** What a person turns while looking at what it would have found. All of it is in the address. */
export interface Draft {
  readonly name: string;
  readonly expr: string;
  /** Name of one of the configured sources; empty for the only one there is. */
  readonly source: string;
  readonly measure: Measure;
  readonly step: string;
  readonly direction: Direction;
  /** The budget on one series. */
  readonly alarmsPerWeek: number;
  readonly minAbsolute: number;
  /** Share of the expected value. */
  readonly minRelative: number;
  /** Whose days and weeks the seasons follow. */
  readonly timezone: string;
  readonly weeks: number;
}

/** What a PromQL value is: only a rate can be counted, so that an incident says how many requests were lost. */
export const MEASURES = ['last', 'rate', 'ratio'] as const;
export type Measure = (typeof MEASURES)[number];
export const STEPS = ['10s', '30s', '60s', '5m', '15m', '1h'] as const;
export const DIRECTIONS: readonly Direction[] = ['both', 'up', 'down'];
export const WEEKS = [1, 2, 4, 8] as const;

const USUAL: Omit<Draft, 'timezone'> = {
  ...{ name: '', expr: '', source: '', measure: 'last', step: '60s', direction: 'both' },
  ...{ alarmsPerWeek: 1, minAbsolute: 0, minRelative: 0.1, weeks: 2 },
};

/** The parameters that hold a draft, by its fields. */
const PARAMS: Readonly<Record<keyof Draft, string>> = {
  ...{ name: 'name', expr: 'expr', source: 'source', measure: 'measure', step: 'step', direction: 'direction' },
  ...{ alarmsPerWeek: 'alarms', minAbsolute: 'abs', minRelative: 'rel', timezone: 'tz', weeks: 'weeks' },
};

/** A draft from the address; what it does not say comes from `start`, what nobody can mean is left out. */
export function parseDraft(params: URLSearchParams, start: Draft): Draft {
  const text = (field: keyof Draft) => params.get(PARAMS[field]) ?? String(start[field]);
  const oneOf = <T extends string>(field: keyof Draft, known: readonly T[], usual: T): T =>
    known.find((value) => value === text(field)) ?? usual;
  const number = (field: 'alarmsPerWeek' | 'minAbsolute' | 'minRelative' | 'weeks') => {
    const value = Number(text(field));
    return Number.isFinite(value) && value >= 0 ? value : start[field];
  };
  return {
    ...{ name: text('name'), expr: text('expr'), source: text('source'), step: text('step') },
    measure: oneOf('measure', MEASURES, start.measure),
    direction: oneOf('direction', DIRECTIONS, start.direction),
    ...{ alarmsPerWeek: number('alarmsPerWeek'), minAbsolute: number('minAbsolute') },
    ...{ minRelative: number('minRelative'), weeks: number('weeks'), timezone: text('timezone') },
  };
}

/** What the address must say of a change. */
export function draftParams(change: Partial<Draft>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(change).map(([field, value]) => [PARAMS[field as keyof Draft], String(value)]),
  );
}

export interface NewWatch {
  readonly title: string;
  readonly expr: string;
  readonly source: string;
  /** Names of the watches there are. */
  readonly taken: readonly string[];
}

/** A new watch of a query; `browserZone` is where the person is, as IANA names it. */
export function draftOf({ title, expr, source, taken }: NewWatch, browserZone: string): Draft {
  const name = freeName(watchName(title), taken);
  return { ...USUAL, name, expr, source, measure: guessedMeasure(expr), timezone: browserZone };
}

/** The draft that changes a watch which there is. */
export function draftOfWatch({ watch, config }: WatchDetail): Draft {
  return {
    ...{ name: watch.name, expr: watch.source.promql ?? '', source: watch.source.from ?? '' },
    measure: MEASURES.find((measure) => measure === config?.measure) ?? 'last',
    step: config?.step ?? `${watch.stepMs / 1000}s`,
    ...{ direction: watch.direction, alarmsPerWeek: watch.falseAlarmsPerWeek, timezone: watch.timezone },
    ...{ minAbsolute: watch.minChange.absolute, minRelative: watch.minChange.relative, weeks: USUAL.weeks },
  };
}

/** The draft as tidemark.yaml and the API take a watch, over what it says besides: a limit, a model, where it comes from. */
export function watchRequest(draft: Draft, besides: Partial<WatchRequest>): WatchRequest {
  const { name, expr, source, measure, step, direction, timezone } = draft;
  return {
    ...besides,
    name,
    source: { promql: atStep(expr, step), ...(source === '' ? {} : { from: source }) },
    ...{ measure, step, direction, timezone },
    sensitivity: { false_alarms_per_week: draft.alarmsPerWeek },
    min_change: { absolute: draft.minAbsolute, relative: draft.minRelative },
  };
}

const NAME_LENGTH = 63;

/** A name that Tidemark takes, from a panel's title: a letter, then letters, digits and `_`. */
export function watchName(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  return words === '' ? 'my_graph' : words.slice(0, NAME_LENGTH);
}

/** The name, or the name with the first number that makes it new. */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number += 1) {
    const suffix = `_${number}`;
    free = name.slice(0, NAME_LENGTH - suffix.length) + suffix;
  }
  return free;
}

/** What is wrong with a name, or null. */
export function nameProblem(name: string): string | null {
  return /^[a-zA-Z][\w.-]{0,62}$/.test(name)
    ? null
    : t('try.name-problem', 'A letter first, then letters, digits, _ . or -, 63 at most.');
}

function guessedMeasure(expr: string): Measure {
  if (/\b(i?rate|increase)\s*\(/.test(expr)) {
    return /\)\s*\/\s*(sum|rate|irate|increase|\()/.test(expr) ? 'ratio' : 'rate';
  }
  return 'last';
}
