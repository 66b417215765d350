import React, { useMemo, useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, Input, Stack } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { BacktestRequest, WatchDetail, WatchRequest } from '../../shared/api/contract';
import { errorSentence } from '../../shared/api/errors';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { LabelledField } from '../parts/LabelledField';
import { withParams } from '../place';
import { AfterSaving } from './AfterSaving';
import { BacktestForm } from './BacktestForm';
import { BacktestResults } from './BacktestResults';
import { draftParams, nameProblem, parseDraft, watchRequest, type Draft } from './draft';
import { Progress } from './Progress';
import { useBacktest } from './use-backtest';
import type { Start } from './use-start';

interface Props {
  readonly start: Start;
}

const DAYS_A_WEEK = 7;

/** The knobs, what they would have found, and *Watch*. */
export function BacktestEditor({ start }: Props) {
  const { api, place, go } = useHost();
  const { params } = place;
  const { graph, sources, editing } = start;
  const draft = useMemo(() => parseDraft(params, start.draft), [params, start.draft]);
  const [saved, setSaved] = useState<WatchDetail | null>(null);
  const [saving, setSaving] = useState(false);
  const [saveError, setSaveError] = useState<string | null>(null);
  const problem = nameProblem(draft.name);

  const watch = watchRequest(draft, editing?.config ?? origin(start));
  // A name that is being typed changes nothing of what is found.
  const tried = { ...watch, name: start.draft.name };
  const request: BacktestRequest | null =
    draft.expr === '' ? null : { watch: tried, start: `now-${draft.weeks * DAYS_A_WEEK}d`, end: 'now' };
  const { result, running, error } = useBacktest(request);

  const change = (part: Partial<Draft>) => {
    setSaved(null);
    go({ page: 'backtest', params: withParams(params, draftParams(part)) }, { replace: true });
  };
  const save = async () => {
    setSaving(true);
    setSaveError(null);
    try {
      setSaved(editing === null ? await api.createWatch(watch) : await api.updateWatch(editing.watch.name, watch));
    } catch (thrown) {
      setSaveError(errorSentence(thrown));
    } finally {
      setSaving(false);
    }
  };

  return (
    <Stack direction="column" gap={2}>
      <Stack gap={2} alignItems="flex-start" justifyContent="space-between" wrap="wrap">
        <LabelledField label={t('try.name', 'Name of the watch')} id="tidemark-name" help={problem ?? undefined}>
          <Input
            id="tidemark-name"
            width={40}
            value={draft.name}
            invalid={problem !== null}
            disabled={editing !== null}
            onChange={(event) => change({ name: event.currentTarget.value.trim() })}
          />
        </LabelledField>
        <Button
          icon="eye"
          disabled={request === null || problem !== null || saving || saved !== null}
          onClick={save}
          data-testid="tidemark-watch"
        >
          {saveLabel(editing !== null, saving)}
        </Button>
      </Stack>
      {saveError !== null && (
        <Alert severity="error" title={t('try.not-saved', 'The watch was not saved')}>
          {saveError}
        </Alert>
      )}
      {saved !== null && <AfterSaving detail={saved} graph={graph} />}
      <Card title={t('try.how', 'What to watch, and how closely')}>
        <BacktestForm draft={draft} queries={graph?.queries ?? []} sources={sources} onChange={change} />
      </Card>
      <Progress running={running} />
      {error !== null && (
        <Alert severity="error" title={t('try.not-tried', 'It could not be tried')}>
          {error}
        </Alert>
      )}
      {draft.expr === '' && (
        <Alert severity="info" title={t('try.nothing', 'Nothing to try yet')}>
          {t(
            'try.nothing-help',
            'Write a PromQL expression above, or choose Watch with Tidemark in the menu of a panel.',
          )}
        </Alert>
      )}
      {result !== null && <BacktestResults result={result} unit="" />}
    </Stack>
  );
}

function saveLabel(editing: boolean, saving: boolean): string {
  if (saving) {
    return t('try.saving', 'Saving…');
  }
  return editing ? t('try.save-changes', 'Save changes') : t('try.watch', 'Watch');
}

/** Where a watch comes from, for the people who find it later, and for its incidents to link back to. */
function origin({ graph }: Start): Partial<WatchRequest> {
  if (graph === null || graph.panel === null) {
    return {};
  }
  const { dashboardUid, dashboardTitle, id } = graph.panel;
  return {
    description: t('try.origin', '{{panel}} on the dashboard {{dashboard}}', {
      ...{ ...RAW, panel: graph.title || t('try.a-panel', 'A panel'), dashboard: dashboardTitle },
    }),
    panel: { dashboard: dashboardUid, id },
  };
}
