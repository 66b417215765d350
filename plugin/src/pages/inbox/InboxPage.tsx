import React, { useMemo, useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, EmptyState, Stack, Text } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentBody } from '../../shared/api/contract';
import type { VerdictKind } from '../../shared/incidents/describe';
import { sortedIncidents } from '../../shared/incidents/IncidentsList';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { useWatches } from '../parts/use-watches';
import { groupIncidents } from './group-incidents';
import { InboxFilters } from './InboxFilters';
import { keysHelp, type InboxAction } from './inbox-keys';
import { InboxList } from './InboxList';
import { formatInbox, isNarrowed, parseInbox, type InboxState } from './inbox-state';
import { useInbox } from './use-inbox';
import { VerdictBar } from './VerdictBar';

/** Every incident of the last days, to look through and to judge. */
export function InboxPage() {
  const { place, go, canEdit } = useHost();
  const { params } = place;
  const state = useMemo(() => parseInbox(params), [params]);
  const { watches, unitOf } = useWatches();
  const inbox = useInbox(state);
  const { answer, sending } = inbox;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => {
    const incidents = answer?.incidents ?? [];
    return groupIncidents(state.order === 'newest' ? sortedIncidents(incidents) : incidents, state.group);
  }, [answer, state.group, state.order]);

  const change = (part: Partial<InboxState>) =>
    go({ page: 'incidents', params: formatInbox({ ...state, ...part }) }, { replace: true });
  const select = (incidents: readonly IncidentBody[], on: boolean) =>
    setSelected((before) => {
      const ids = incidents.map(({ id }) => id);
      return new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)));
    });
  const chosen = (answer?.incidents ?? []).filter(({ id }) => selected.has(id));
  const judge = async (incidents: readonly IncidentBody[], kind: VerdictKind) => {
    if (canEdit && incidents.length > 0 && sending === null) {
      await inbox.judge(incidents, kind);
      setSelected(new Set());
    }
  };
  const act = (action: InboxAction, focused: readonly IncidentBody[]) => {
    switch (action.kind) {
      case 'select':
        return (
          canEdit &&
          select(
            focused,
            focused.some(({ id }) => !selected.has(id)),
          )
        );
      case 'select_all':
        return canEdit && select(answer?.incidents ?? [], true);
      case 'clear':
        return setSelected(new Set());
      case 'verdict':
        return judge(chosen.length > 0 ? chosen : focused, action.verdict);
      case 'move':
      case 'expand':
        return undefined;
    }
  };

  return (
    <Stack direction="column" gap={2}>
      <InboxFilters state={state} watches={watches ?? []} onChange={change} />
      {state.match !== null && (
        <Text color="secondary" variant="bodySmall">
          {t('inbox.only', 'Only series with {{match}}', { ...RAW, match: state.match })}
        </Text>
      )}
      <LoadTrouble what={t('loads.incidents', 'The incidents')} error={inbox.error} stale={answer !== null} />
      {inbox.verdictError !== null && (
        <Alert severity="error" title={t('inbox.not-kept', 'Not every verdict was kept')}>
          {inbox.verdictError}
        </Alert>
      )}
      {answer !== null && answer.incidents.length === 0 && <NoIncidents narrowed={isNarrowed(state)} />}
      {answer !== null && answer.incidents.length > 0 && (
        <>
          <InboxList
            groups={groups}
            sparkOf={({ id }) => answer.sparks?.[answer.incidents.findIndex((one) => one.id === id)] ?? null}
            unitOf={unitOf}
            nowMs={answer.nowMs}
            selected={selected}
            sending={sending}
            onSelect={select}
            onAction={act}
            onJudge={judge}
          />
          <Stack justifyContent="space-between" alignItems="center" wrap="wrap" gap={1}>
            <Text color="secondary" variant="bodySmall">
              {t('inbox.shown', '{{shown}} of {{total}}', { shown: answer.incidents.length, total: answer.total })}
              {` · ${keysHelp()}`}
            </Text>
            {answer.total > answer.incidents.length && (
              <Button variant="secondary" onClick={inbox.more}>
                {t('inbox.more', 'Show more')}
              </Button>
            )}
          </Stack>
        </>
      )}
      {chosen.length > 0 && (
        <VerdictBar
          count={chosen.length}
          sending={sending !== null}
          onJudge={(kind) => judge(chosen, kind)}
          onClear={() => setSelected(new Set())}
        />
      )}
    </Stack>
  );
}

function NoIncidents({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState
      variant="not-found"
      message={t('inbox.none-like', 'No incidents like these. Show all, or choose a longer time range.')}
    />
  ) : (
    <EmptyState
      variant="completed"
      message={t('inbox.none', 'No incidents in this time: everything was where it should be.')}
    />
  );
}
