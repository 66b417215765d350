import React from 'react';
import { Button, Stack, Text, Tooltip } from '@grafana/ui';
import { VERDICT_KINDS, verdictName, type VerdictKind } from './describe';

export interface VerdictButtonsProps {
  readonly incident: { readonly verdict: { readonly verdict: VerdictKind } | null };
  /** The verdict being sent, if one is. */
  readonly sending: VerdictKind | null;
  readonly onVerdict: (kind: VerdictKind) => void;
  readonly readOnly?: boolean;
}

export const VERDICT_MEANING: Readonly<Record<VerdictKind, string>> = {
  false_alarm: 'Nothing was wrong: learn this as normal',
  real: 'Something was wrong: keep it out of learning',
  expected: 'A known event (a campaign, a test): close it, and learn from it',
};

/** Says what a person thinks of an incident. The verdict given stays pressed; another may replace it. */
export function VerdictButtons({ incident, sending, onVerdict, readOnly = false }: VerdictButtonsProps) {
  const given = incident.verdict?.verdict ?? null;
  if (readOnly) {
    return (
      <Text color="secondary" variant="bodySmall">
        {given === null ? 'No verdict yet' : `Verdict: ${verdictName(given).toLowerCase()}`}
      </Text>
    );
  }
  return (
    <Stack gap={0.5} wrap="wrap" alignItems="center">
      {VERDICT_KINDS.map((kind) => (
        <Tooltip key={kind} content={VERDICT_MEANING[kind]}>
          <Button
            size="sm"
            fill={given === kind ? 'solid' : 'outline'}
            variant={given === kind ? (kind === 'real' ? 'destructive' : 'success') : 'secondary'}
            aria-pressed={given === kind}
            disabled={sending !== null}
            onClick={(event) => {
              event.stopPropagation();
              onVerdict(kind);
            }}
          >
            {sending === kind ? 'Sending…' : verdictName(kind)}
          </Button>
        </Tooltip>
      ))}
    </Stack>
  );
}
