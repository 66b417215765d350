import { useState } from 'react';
import { t } from '@grafana/i18n';
import type { TidemarkApi } from '../api/client';
import type { IncidentBody } from '../api/contract';
import { errorSentence } from '../api/errors';
import { RAW } from '../i18n/raw';
import type { VerdictKind } from './describe';

/** What is being sent: one verdict of one incident or of many. */
export type SendingVerdict = { readonly ids: readonly string[]; readonly kind: VerdictKind } | null;

export interface Verdicts {
  readonly sending: SendingVerdict;
  /** Why a verdict was not kept, of one or of many; null while all were. */
  readonly verdictError: string | null;
  readonly judge: (incidents: readonly IncidentBody[], kind: VerdictKind) => Promise<void>;
}

/** Judges incidents of a list; `by` is whose word it is (empty: nobody is known), `onJudged` runs after each, kept or not. */
export function useVerdicts(api: Pick<TidemarkApi, 'verdicts'>, by: string, onJudged: () => void): Verdicts {
  const [sending, setSending] = useState<SendingVerdict>(null);
  const [verdictError, setVerdictError] = useState<string | null>(null);
  const judge = async (incidents: readonly IncidentBody[], kind: VerdictKind) => {
    const ids = incidents.map(({ id }) => id);
    setSending({ ids, kind });
    setVerdictError(null);
    try {
      const { failed } = await api.verdicts({ ids, verdict: kind, by: by || undefined });
      setVerdictError(failed.length === 0 ? null : failedText(failed, ids.length));
    } catch (error) {
      setVerdictError(errorSentence(error));
    } finally {
      setSending(null);
      onJudged();
    }
  };
  return { sending, verdictError, judge };
}

function failedText(failed: ReadonlyArray<{ message: string }>, asked: number): string {
  return t('inbox.failed', '{{failed}} of {{asked}} were not judged: {{why}}', {
    ...{ ...RAW, failed: failed.length, asked, why: failed[0].message },
  });
}
