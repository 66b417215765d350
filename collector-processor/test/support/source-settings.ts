import { settingsOf } from '../../src/config/load-config.ts';
import type { SourceConfig } from '../../src/config/source-schema.ts';
import type { SourceSettings } from '../../src/config/settings.ts';

/** A source as a configuration gives it, with what a test changes. */
export function sourceAt(url: string, given: Partial<SourceConfig> = {}): SourceSettings {
  return settingsOf({ sources: [{ name: 'prom', url, ...given }] }).sources[0]!;
}
