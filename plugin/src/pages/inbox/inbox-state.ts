import { VERDICT_KINDS, type IncidentClass, type VerdictKind } from '../../shared/incidents/describe';

/** `together`: what began together in one service is one row, that opens. */
export const GROUPINGS = ['together', 'none', 'service', 'watch', 'class'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const INBOX_RANGES = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
export type InboxRange = keyof typeof INBOX_RANGES;

export type VerdictFilter = 'none' | VerdictKind;

/** What the inbox shows; all of it is in the address. */
export interface InboxState {
  readonly status: 'open' | 'closed' | null;
  /** `none`: those that nobody has judged yet. */
  readonly verdict: VerdictFilter | null;
  readonly watch: string | null;
  /** Matchers as PromQL writes them; links from alerts bring them. */
  readonly match: string | null;
  readonly class: IncidentClass | null;
  readonly minSeverity: number;
  readonly range: InboxRange;
  readonly order: 'newest' | 'severity';
  readonly group: Grouping;
}

const DEFAULT_RANGE: InboxRange = '7d';
const DEFAULT_GROUPING: Grouping = 'together';

export function parseInbox(params: URLSearchParams): InboxState {
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((value) => value === params.get(name)) ?? null;
  const severity = Number(params.get('severity'));
  return {
    status: oneOf('status', ['open', 'closed']),
    verdict: oneOf('verdict', ['none', ...VERDICT_KINDS]),
    watch: params.get('watch'),
    match: params.get('match'),
    // The service says which classes there are.
    class: params.get('class') as IncidentClass | null,
    minSeverity: severity > 0 && severity <= 100 ? severity : 0,
    range: oneOf('range', Object.keys(INBOX_RANGES) as InboxRange[]) ?? DEFAULT_RANGE,
    order: oneOf('order', ['newest', 'severity']) ?? 'newest',
    group: oneOf('group', GROUPINGS) ?? DEFAULT_GROUPING,
  };
}

/** What stands in the address: what is as usual is left out. */
export function formatInbox(state: InboxState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | null, usual: string | null = null) => {
    if (value !== null && value !== '' && value !== usual) {
      params.set(name, value);
    }
  };
  set('status', state.status);
  set('verdict', state.verdict);
  set('watch', state.watch);
  set('match', state.match);
  set('class', state.class);
  set('severity', String(state.minSeverity), '0');
  set('range', state.range, DEFAULT_RANGE);
  set('order', state.order, 'newest');
  set('group', state.group, DEFAULT_GROUPING);
  return params;
}

/** Whether something narrows the list: "no incidents" then means "none of these". */
export function isNarrowed({ status, verdict, watch, match, class: kind, minSeverity }: InboxState): boolean {
  return [status, verdict, watch, match, kind].some((value) => value !== null) || minSeverity > 0;
}
