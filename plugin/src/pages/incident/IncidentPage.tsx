import React, { useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Stack, Text, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentDetail } from '../../shared/api/contract';
import { sortedLabels } from '../../shared/frames/names';
import { className } from '../../shared/incidents/describe';
import { whyText } from '../../shared/incidents/why-text';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { LoadTrouble } from '../parts/LoadTrouble';
import { SizedGraph } from '../parts/SizedGraph';
import { IncidentActions } from './IncidentActions';
import { IncidentFacts } from './IncidentFacts';
import { IncidentLinks, MovedLinks } from './IncidentLinks';
import { incidentView } from './incident-view';
import { NotesCard } from './NotesCard';
import { useNotes } from './use-notes';
import { VerdictForm } from './VerdictForm';

const REFRESH_MS = 10_000;
const GRAPH_HEIGHT_PX = 320;

/** One incident: what happened, why Tidemark thinks so, what else moved, and what people say of it. */
export function IncidentPage({ id }: { readonly id: string }) {
  const { api } = useHost();
  const load = useCallback(
    async (signal: AbortSignal) => ({ detail: await api.incidentDetail(id, signal), nowMs: Date.now() }),
    [api, id],
  );
  const { data, error, refresh } = usePoll(load, REFRESH_MS);
  return (
    <Stack direction="column" gap={2}>
      <LoadTrouble what={t('loads.incident', 'This incident')} error={error} stale={data !== null} />
      {data !== null && <Loaded {...data} onJudged={refresh} />}
    </Stack>
  );
}

interface LoadedProps {
  readonly detail: IncidentDetail;
  readonly nowMs: number;
  readonly onJudged: () => void;
}

function Loaded({ detail, nowMs, onJudged }: LoadedProps) {
  const styles = useStyles2(getStyles);
  const { timeZone } = useHost();
  const { incident, watch, window, alongside, moved, similar } = detail;
  const unit = watch?.unit ?? '';
  const answer = useNotes(incident);
  const notes = useMemo(() => (answer?.status === 'read' ? answer.notes : []), [answer]);
  const view = useMemo(() => incidentView(detail, notes), [detail, notes]);
  return (
    <>
      <div className={styles.head}>
        <div>
          <h1 className={styles.title}>{`${className(incident.class)} · ${incident.watch}`}</h1>
          <Text color="secondary">
            {sortedLabels(incident.labels)
              .map(([name, value]) => `${name} = ${value}`)
              .join(', ')}
          </Text>
        </div>
        <IncidentActions {...{ detail, notes, nowMs }} />
      </div>
      <Text element="p" variant="h5">
        {whyText(incident, unit, timeZone)}
      </Text>
      <Card title={t('facts.happened', 'What happened')}>
        <div className={styles.graph}>
          {view === null ? (
            <Text color="secondary">
              {t('facts.aged-out', 'The steps around this incident have aged out of Tidemark’s history.')}
            </Text>
          ) : (
            <SizedGraph view={view} range={window} height={GRAPH_HEIGHT_PX} selectedIncidentId={incident.id} />
          )}
        </div>
        <IncidentFacts incident={incident} unit={unit} nowMs={nowMs} />
      </Card>
      {answer !== null && <NotesCard incident={incident} answer={answer} window={window} />}
      <Card title={t('facts.your-verdict', 'Your verdict')}>
        <div className={styles.part}>
          <VerdictForm incident={incident} onJudged={onJudged} />
        </div>
      </Card>
      <div className={styles.columns}>
        <Card title={t('facts.else', 'What else moved at the time')}>
          {alongside.length + moved.length === 0 ? (
            <p className={styles.part}>{t('facts.alone', 'Nothing else: it is this series alone.')}</p>
          ) : (
            <>
              <IncidentLinks incidents={alongside} nowMs={nowMs} />
              <MovedLinks detail={detail} />
            </>
          )}
        </Card>
        <Card title={t('facts.earlier', 'Earlier ones of this series')}>
          {similar.total === 0 ? (
            <p className={styles.part}>{t('facts.first', 'None: this is the first.')}</p>
          ) : (
            <>
              <p className={styles.part}>{historyText(similar)}</p>
              <IncidentLinks incidents={similar.incidents} nowMs={nowMs} />
            </>
          )}
        </Card>
      </div>
    </>
  );
}

/** `12 before, 8 of them drops; 3 false alarms, 5 real, 4 not judged.` */
export function historyText({ total, sameClass, verdicts }: IncidentDetail['similar']): string {
  const judged = [
    [verdicts.false_alarm, t('facts.called-false', 'called false alarms')],
    [verdicts.real, t('facts.called-real', 'real')],
    [verdicts.expected, t('facts.called-expected', 'expected')],
    [verdicts.none, t('facts.called-nothing', 'not judged')],
  ] as const;
  const parts = judged.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return t('facts.history', '{{total}} before, {{sameClass}} of the same class: {{verdicts}}.', {
    ...{ ...RAW, total, sameClass, verdicts: parts.join(', ') },
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: theme.spacing(2) }),
  title: css({ margin: 0, fontSize: theme.typography.h3.fontSize }),
  graph: css({ padding: theme.spacing(1, 1.5) }),
  part: css({ margin: 0, padding: theme.spacing(1.5, 2), color: theme.colors.text.secondary }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
});
