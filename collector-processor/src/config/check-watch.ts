import type { TSchema } from 'typebox';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { checkCalendars } from './calendar-checks.ts';
import { withoutFaults } from './draft.ts';
import type { WatchContext } from './settings.ts';
import { createValidator, type Fault } from './validate.ts';
import { checkWatches } from './watch-checks.ts';
import { namedWatch } from './watch-definitions.ts';
import { watchSchema, type WatchConfig } from './watch-schema.ts';

export type CheckedWatch =
  | { readonly status: 'ok'; readonly config: WatchConfig; readonly definition: WatchDefinition }
  /** Paths start at the watch itself: `['min_change', 'relative']`. */
  | { readonly status: 'invalid'; readonly faults: readonly Pick<Fault, 'path' | 'message'>[] };

const validate = createValidator(watchSchema as TSchema);

/**
 * A watch that came at run time, by the rules of tidemark.yaml: the same schema, the same checks, the same defaults.
 *
 * @param others watches made at run time whose names are taken too
 */
export function checkWatch(
  value: unknown,
  context: WatchContext,
  others: readonly Pick<WatchConfig, 'name'>[],
): CheckedWatch {
  const faults = validate(value);
  const known = [...(context.watches ?? []), ...others];
  const calendars = context.calendars.map(({ name }) => ({ name }));
  const draft = withoutFaults({ ...context, calendars, watches: [...known, value] }, faults.map(inWatch(known.length)));
  const between = [...checkWatches(draft), ...checkCalendars(draft)].filter(
    ({ path }) => path[0] === 'watches' && path[1] === known.length,
  );
  const all = [
    ...faults,
    ...between
      .map((fault) => ({ ...fault, path: fault.path.slice(2) }))
      .filter(
        ({ path }) => !faults.some((fault) => JSON.stringify(fault.path).startsWith(JSON.stringify(path).slice(0, -1))),
      ),
  ];
  if (all.length > 0) return { status: 'invalid', faults: all };
  const config = value as WatchConfig;
  return { status: 'ok', config, definition: { ...namedWatch(config, context), origin: 'api' } };
}

/** A fault of the value as one of the list that it would stand in. */
function inWatch(index: number) {
  return (fault: Fault): Fault => ({ ...fault, path: ['watches', index, ...fault.path] });
}
