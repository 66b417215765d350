import React from 'react';
import { t } from '@grafana/i18n';
import { Button, Stack, Text, Tooltip } from '@grafana/ui';
import { RAW } from '../i18n/raw';
import { VERDICT_KINDS, verdictName, type VerdictKind } from './describe';

export interface VerdictButtonsProps {
  readonly incident: { readonly verdict: { readonly verdict: VerdictKind } | null };
  /** The verdict being sent, if one is. */
  readonly sending: VerdictKind | null;
  readonly onVerdict: (kind: VerdictKind) => void;
  readonly readOnly?: boolean;
}

/** What Tidemark does with a verdict. */
export function verdictMeaning(kind: VerdictKind): string {
  switch (kind) {
    case 'false_alarm':
      return t('incident.meaning.false-alarm', 'Nothing was wrong: learn this as normal');
    case 'real':
      return t('incident.meaning.real', 'Something was wrong: keep it out of learning');
    case 'expected':
      return t('incident.meaning.expected', 'A known event (a campaign, a test): close it, and learn from it');
  }
}

/** Says what a person thinks of an incident. The verdict given stays pressed; another may replace it. */
export function VerdictButtons({ incident, sending, onVerdict, readOnly = false }: VerdictButtonsProps) {
  const given = incident.verdict?.verdict ?? null;
  if (readOnly) {
    return (
      <Text color="secondary" variant="bodySmall">
        {given === null
          ? t('incident.no-verdict', 'No verdict yet')
          : t('incident.given', 'Verdict: {{verdict}}', { ...RAW, verdict: verdictName(given) })}
      </Text>
    );
  }
  return (
    <Stack gap={0.5} wrap="wrap" alignItems="center">
      {VERDICT_KINDS.map((kind) => (
        <Tooltip key={kind} content={verdictMeaning(kind)}>
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
            {sending === kind ? t('incident.sending', 'Sending…') : verdictName(kind)}
          </Button>
        </Tooltip>
      ))}
    </Stack>
  );
}
