import { useCallback, useState } from 'react';
import type { IncidentsResponse } from '../../shared/api/contract';
import { useVerdicts, type Verdicts } from '../../shared/incidents/use-verdicts';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { INBOX_RANGES, type InboxState } from './inbox-state';

export interface Inbox extends Verdicts {
  /** Null until the first answer. */
  readonly answer: (IncidentsResponse & { readonly nowMs: number }) | null;
  readonly error: string | null;
  readonly more: () => void;
}

const PAGE_LENGTH = 50;
const REFRESH_MS = 10_000;
const SPARK_POINTS = 60;
const HOUR_MS = 3_600_000;

/** The incidents that the inbox shows, kept fresh, and the verdicts on them. */
export function useInbox(state: InboxState): Inbox {
  const { api, userName } = useHost();
  const [limit, setLimit] = useState(PAGE_LENGTH);
  const { status, verdict, watch, match, class: kind, minSeverity, range, order } = state;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const nowMs = Date.now();
      const request = {
        ...{ watch: watch ?? undefined, match: match ?? undefined, status: status ?? undefined },
        ...{ class: kind ?? undefined, verdict: verdict ?? undefined, minSeverity: minSeverity || undefined },
        ...{ order, limit, spark: SPARK_POINTS, fromMs: nowMs - INBOX_RANGES[range] * HOUR_MS },
      };
      return { ...(await api.incidents(request, signal)), nowMs };
    },
    [api, status, verdict, watch, match, kind, minSeverity, range, order, limit],
  );
  const poll = usePoll(load, REFRESH_MS);

  const verdicts = useVerdicts(api, userName, poll.refresh);
  return {
    ...{ answer: poll.data, error: poll.error, ...verdicts },
    more: () => setLimit((length) => length + PAGE_LENGTH),
  };
}
