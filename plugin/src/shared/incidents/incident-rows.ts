import type { IncidentBody } from '../api/contract';
import { membersOf, type IncidentBundle } from './incident-bundles';

export interface Row {
  readonly incident: IncidentBody;
  /** What a tick or a verdict on it is of: the whole bundle as long as the others are not shown. */
  readonly standsFor: readonly IncidentBody[];
  /** Of the first row of what began together; null: it began alone, or is one of the others. */
  readonly bundle: IncidentBundle | null;
  readonly opened: boolean;
  /** One of the others. */
  readonly inner: boolean;
}

/** The rows that are seen: one a bundle, and the others under it where it is open. */
export function rowsOf(bundles: readonly IncidentBundle[], opened: ReadonlySet<string>): Row[] {
  return bundles.flatMap((bundle) => {
    const open = opened.has(bundle.key);
    const first = {
      incident: bundle.lead,
      standsFor: open ? [bundle.lead] : membersOf(bundle),
      bundle: bundle.others.length > 0 ? bundle : null,
      opened: open,
      inner: false,
    };
    const others = open ? bundle.others : [];
    return [
      first,
      ...others.map((incident) => ({ incident, standsFor: [incident], bundle: null, opened: false, inner: true })),
    ];
  });
}

/** The bundles that are open once `key` has been pressed. */
export function toggled(opened: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return new Set(opened.has(key) ? [...opened].filter((one) => one !== key) : [...opened, key]);
}
