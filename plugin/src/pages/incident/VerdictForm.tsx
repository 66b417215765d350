import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Input, Stack } from '@grafana/ui';
import type { IncidentBody } from '../../shared/api/contract';
import { errorSentence } from '../../shared/api/errors';
import type { VerdictKind } from '../../shared/incidents/describe';
import { VerdictButtons } from '../../shared/incidents/VerdictButtons';
import { useHost } from '../host';
import { LabelledField } from '../parts/LabelledField';

interface Props {
  readonly incident: IncidentBody;
  readonly onJudged: () => void;
}

const MAX_COMMENT = 2000;

/** What a person says of an incident, with a word on why. */
export function VerdictForm({ incident, onJudged }: Props) {
  const { api, canEdit, userName } = useHost();
  const [comment, setComment] = useState('');
  const [sending, setSending] = useState<VerdictKind | null>(null);
  const [error, setError] = useState<string | null>(null);
  const judge = async (verdict: VerdictKind) => {
    setSending(verdict);
    setError(null);
    try {
      await api.verdict(incident.id, {
        verdict,
        comment: comment.trim() || undefined,
        by: userName || undefined,
      });
      setComment('');
      onJudged();
    } catch (thrown) {
      setError(errorSentence(thrown));
    } finally {
      setSending(null);
    }
  };
  return (
    <Stack direction="column" gap={1}>
      {canEdit && (
        <LabelledField label={t('facts.comment', 'Comment (optional)')} id="tidemark-verdict-comment">
          <Input
            id="tidemark-verdict-comment"
            value={comment}
            maxLength={MAX_COMMENT}
            placeholder={t('facts.comment-why', 'Why; kept with the verdict')}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        </LabelledField>
      )}
      <VerdictButtons incident={incident} sending={sending} onVerdict={judge} readOnly={!canEdit} />
      {error !== null && (
        <Alert severity="error" title={t('facts.not-kept', 'The verdict was not kept')}>
          {error}
        </Alert>
      )}
    </Stack>
  );
}
