import { useState } from 'react';
import { errorSentence } from '../api/errors';
import { VERDICT_KINDS, type VerdictKind } from '../incidents/describe';
import type { RegionIncident } from '../view/regions';

/** Sends a verdict on an incident; rejects with what to show. */
export type GiveVerdict = (incident: RegionIncident, kind: VerdictKind) => Promise<void>;

export interface CardVerdict {
  readonly verdict: { readonly verdict: VerdictKind } | null;
  readonly sending: VerdictKind | null;
  readonly error: string | null;
  readonly give: (kind: VerdictKind) => void;
}

/** The verdict on the incident in sight: what its data says, or what was given since that was fetched. */
export function useCardVerdict(incident: RegionIncident, onVerdict: GiveVerdict | undefined): CardVerdict {
  const [given, setGiven] = useState<Readonly<Record<string, VerdictKind>>>({});
  const [sending, setSending] = useState<VerdictKind | null>(null);
  const [failed, setFailed] = useState<{ readonly id: string; readonly message: string } | null>(null);
  const send = async (kind: VerdictKind) => {
    setSending(kind);
    setFailed(null);
    try {
      await onVerdict?.(incident, kind);
      setGiven((before) => ({ ...before, [incident.id]: kind }));
    } catch (error) {
      setFailed({ id: incident.id, message: errorSentence(error) });
    } finally {
      setSending(null);
    }
  };
  const known = given[incident.id] ?? VERDICT_KINDS.find((kind) => kind === incident.verdict);
  return {
    verdict: known === undefined ? null : { verdict: known },
    sending,
    error: failed?.id === incident.id ? failed.message : null,
    give: (kind) => void send(kind),
  };
}
