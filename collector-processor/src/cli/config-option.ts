import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { loadConfig, settingsOrThrow } from '../config/load-config.ts';
import type { Settings } from '../config/settings.ts';
import { say, type CliIo } from './io.ts';

const DEFAULT_FILE = 'tidemark.yaml';

export function configOption(): Option {
  return new Option('-c, --config <file>', 'configuration (docs/configuration.md)').env('TIDEMARK_CONFIG');
}

/** The settings of the file that is named, else of ./tidemark.yaml where there is one, else the defaults; warnings are said. */
export function settingsFor(named: string | undefined, io: CliIo): Settings {
  const { settings, warnings } = load(named ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined), io);
  for (const warning of warnings) say(io, `warning: ${warning}`);
  return settings;
}

/** The settings of the file that is named or the defaults, whatever lies in the working directory: a replay is to repeat. */
export function settingsOfReplay(named: string | undefined, io: CliIo): Settings {
  return load(named, io).settings;
}

function load(file: string | undefined, { env }: CliIo) {
  return settingsOrThrow(loadConfig(file, env), file ?? 'of the environment');
}
