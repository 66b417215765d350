import { TidemarkError } from '../errors/tidemark-error.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { ApiContext } from './api-context.ts';

const NAMES_SHOWN = 20;

/** @throws TidemarkError TLERR_NOT_FOUND, naming the watches that there are */
export function findWatch({ engine }: Pick<ApiContext, 'engine'>, name: string): WatchSettings {
  const watches = engine.watches();
  const found = watches.find((watch) => watch.name === name);
  if (found !== undefined) return found;
  const names = watches.slice(0, NAMES_SHOWN).map((watch) => watch.name);
  const more = watches.length > NAMES_SHOWN ? ', …' : '';
  const known = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}${more}`;
  throw new TidemarkError('TLERR_NOT_FOUND', { what: `Watch '${name.slice(0, 100)}' (${known})` });
}
