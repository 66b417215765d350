import { useCallback, useState } from 'react';
import { t } from '@grafana/i18n';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentBody, IncidentsResponse } from '../../shared/api/contract';
import { errorSentence } from '../../shared/api/errors';
import type { VerdictKind } from '../../shared/incidents/describe';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { INBOX_RANGES, type InboxState } from './inbox-state';

export interface Inbox {
  /** Null until the first answer. */
  readonly answer: (IncidentsResponse & { readonly nowMs: number }) | null;
  readonly error: string | null;
  readonly more: () => void;
  readonly sending: { readonly ids: readonly string[]; readonly kind: VerdictKind } | null;
  /** Why a verdict was not kept, of one or of many. */
  readonly verdictError: string | null;
  readonly judge: (incidents: readonly IncidentBody[], kind: VerdictKind) => Promise<void>;
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

  const [sending, setSending] = useState<Inbox['sending']>(null);
  const [verdictError, setVerdictError] = useState<string | null>(null);
  const judge = async (incidents: readonly IncidentBody[], given: VerdictKind) => {
    const ids = incidents.map(({ id }) => id);
    setSending({ ids, kind: given });
    setVerdictError(null);
    try {
      const { failed } = await api.verdicts({ ids, verdict: given, by: userName || undefined });
      setVerdictError(failed.length === 0 ? null : failedText(failed, ids.length));
    } catch (error) {
      setVerdictError(errorSentence(error));
    } finally {
      setSending(null);
      poll.refresh();
    }
  };
  return {
    ...{ answer: poll.data, error: poll.error, sending, verdictError, judge },
    more: () => setLimit((length) => length + PAGE_LENGTH),
  };
}

function failedText(failed: ReadonlyArray<{ message: string }>, asked: number): string {
  return t('inbox.failed', '{{failed}} of {{asked}} were not judged: {{why}}', {
    ...{ ...RAW, failed: failed.length, asked, why: failed[0].message },
  });
}
