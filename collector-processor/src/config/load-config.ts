import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TSchema } from 'typebox';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { buildSettings } from './build-settings.ts';
import { readCalendarFiles } from './calendar-files.ts';
import { crossChecks, isLoopback } from './cross-checks.ts';
import { deepFreeze } from './deep-freeze.ts';
import { asNode } from './describe-schema.ts';
import { withoutFaults } from './draft.ts';
import { applyEnvironment, type Environment } from './environment.ts';
import { interpolate } from './interpolate.ts';
import { formatProblem, type ConfigOrigin, type ConfigPath, type ConfigProblem } from './problem.ts';
import { configSchema, type Config } from './schema.ts';
import { readSecrets } from './secrets.ts';
import { checkServerTls } from './tls-checks.ts';
import type { Settings } from './settings.ts';
import { createValidator, type Fault } from './validate.ts';
import { readYamlSource, type YamlSource } from './yaml-source.ts';

export type ConfigResult =
  | { readonly status: 'ok'; readonly settings: Settings; readonly warnings: readonly string[] }
  | { readonly status: 'invalid'; readonly problems: readonly ConfigProblem[] };

const schema = asNode(configSchema);
const validate = createValidator(configSchema as TSchema);

/**
 * The settings of a file (undefined: none), the environment over it, the defaults under it; or every fault there is.
 *
 * @example
 * const result = loadConfig('tidemark.yaml', process.env);
 * if (result.status === 'invalid') console.error(result.problems.map(formatProblem).join('\n'));
 */
export function loadConfig(path: string | undefined, env: Environment): ConfigResult {
  if (path === undefined) return resolveConfig({ value: {}, env, file: null, source: null });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = messageOf(error);
    throw new TidemarkError('TLERR_CONFIG_UNREADABLE', { file: path, reason }, { cause: error });
  }
  return parseConfig(text, path, env);
}

/** As `loadConfig`, of text at hand; `file` names it in problems, and relative paths start from its folder. */
export function parseConfig(text: string, file: string, env: Environment): ConfigResult {
  const source = readYamlSource(text, file);
  if (source.problems.length > 0) return { status: 'invalid', problems: source.problems };
  return resolveConfig({ value: source.value, env, file, source });
}

/**
 * Settings given by code (the demo, tests), checked as a file is; throws TLERR_CONFIG_INVALID where they are wrong.
 *
 * @example const settings = settingsOf({ otlp: { port: 0 }, api: { port: 0 }, storage: { path: folder } })
 */
export function settingsOf(config: Config): Settings {
  return settingsOrThrow(
    resolveConfig({ value: structuredClone(config), env: {}, file: null, source: null }),
    'given by code',
  ).settings;
}

/** The settings of a result, or all its faults as one error. */
export function settingsOrThrow(result: ConfigResult, file: string): Extract<ConfigResult, { status: 'ok' }> {
  if (result.status === 'ok') return result;
  const { problems } = result;
  throw new TidemarkError('TLERR_CONFIG_INVALID', {
    file,
    count: problems.length === 1 ? '1 fault' : `${problems.length} faults`,
    problems: problems.map((problem) => `  ${formatProblem(problem)}`).join('\n'),
  });
}

interface Given {
  readonly value: unknown;
  readonly env: Environment;
  readonly file: string | null;
  readonly source: YamlSource | null;
}

function resolveConfig({ value, env, file, source }: Given): ConfigResult {
  const filled = interpolate(value, schema, env);
  const config = filled.value;
  const isMapping = typeof config === 'object' && config !== null && !Array.isArray(config);
  const { variables, warnings } = isMapping
    ? applyEnvironment(config as Record<string, unknown>, schema, env, filled.variables)
    : { variables: new Map<string, string>(), warnings: [] };

  const faults = unique([...filled.faults, ...validate(config)]);
  const folder = file === null ? process.cwd() : dirname(resolve(file));
  const draft = withoutFaults(config, faults);
  const secrets = readSecrets(draft, folder);
  const calendars = readCalendarFiles(draft, folder);
  // A part with faults inside is not judged as a whole: that its source is missing may be because it was refused.
  const between = [...crossChecks(draft), ...checkServerTls(draft, secrets)].filter(
    ({ path }) => !faults.some((fault) => isWithin(fault.path, path)),
  );
  const all = unique([...faults, ...between, ...secrets.faults, ...calendars.faults]);
  if (all.length > 0) {
    const originOf = ({ path, at }: Fault): ConfigOrigin => {
      const variable = variables.get(JSON.stringify(path));
      if (variable !== undefined) return { variable };
      return (at === 'key' ? source?.keyOrigin(path) : source?.valueOrigin(path)) ?? null;
    };
    const problems = all.map((fault) => ({
      kind: fault.kind,
      path: fault.path,
      message: fault.message,
      origin: originOf(fault),
    }));
    return { status: 'invalid', problems: problems.sort(byPlace) };
  }

  const settings = deepFreeze(
    buildSettings(config as Config, { file, folder, secrets, calendarEvents: calendars.events }),
  );
  return { status: 'ok', settings, warnings: [...warnings, ...settingsWarnings(settings)] };
}

function settingsWarnings(settings: Settings): string[] {
  const warnings: string[] = [];
  if (settings.auth.tokens.length === 0) {
    warnings.push(
      'no tokens are configured (auth.tokens): listening on loopback only, and whoever is on this machine may read and write',
    );
  }
  for (const [listener, { host, tls }] of Object.entries({ otlp: settings.otlp, api: settings.api })) {
    if (tls !== null || isLoopback(host)) continue;
    warnings.push(`${listener} listens on ${host} without TLS: tokens can be read on the way (${listener}.tls)`);
  }
  if (settings.watches.length === 0) warnings.push('no watch is on: nothing will be scored');
  return warnings;
}

function isWithin(path: ConfigPath, parent: ConfigPath): boolean {
  return path.length > parent.length && parent.every((step, depth) => path[depth] === step);
}

/** One fault a value and kind of place; the first told is the most telling. */
function unique(faults: readonly Fault[]): Fault[] {
  const byPath = new Map(faults.toReversed().map((fault) => [JSON.stringify(fault.path), fault]));
  return faults.filter((fault) => byPath.get(JSON.stringify(fault.path)) === fault);
}

/** File order; what the environment set comes last. */
function byPlace(a: ConfigProblem, b: ConfigProblem): number {
  const line = ({ origin }: ConfigProblem): number =>
    origin !== null && 'line' in origin ? origin.line * 10_000 + origin.column : Infinity;
  const [first, second] = [line(a), line(b)];
  return first === second ? 0 : first - second;
}
