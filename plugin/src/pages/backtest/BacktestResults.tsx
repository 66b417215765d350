import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, Stack, useStyles2 } from '@grafana/ui';
import type { BacktestResult, IncidentBody } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { incidentEndMs } from '../../shared/incidents/describe';
import { incidentWindow } from '../../shared/workspace/time-window';
import { Card } from '../parts/Card';
import { LabelledField } from '../parts/LabelledField';
import { SizedGraph } from '../parts/SizedGraph';
import { BacktestIncidents } from './BacktestIncidents';
import { seriesView } from './backtest-view';
import { headline, incidentsText } from './headline';

interface Props {
  readonly result: BacktestResult;
  readonly unit: string;
}

const GRAPH_HEIGHT_PX = 320;

/** What the settings would have found: a sentence, the graph of one series, and the incidents. */
export function BacktestResults({ result, unit }: Props) {
  const styles = useStyles2(getStyles);
  const [picked, setPicked] = useState('');
  const [zoom, setZoom] = useState<{ fromMs: number; toMs: number } | null>(null);
  const [incidentId, setIncidentId] = useState<string | null>(null);
  const names = result.series.map(({ labels }) => JSON.stringify(labels));
  const index = Math.max(0, names.indexOf(picked));
  const view = useMemo(() => seriesView(result, index, unit), [result, index, unit]);
  const open = (incident: IncidentBody) => {
    setPicked(JSON.stringify(incident.labels));
    setIncidentId(incident.id);
    setZoom(incidentWindow({ startMs: incident.startMs, endMs: incidentEndMs(incident) }, result.stepMs, result.toMs));
  };
  if (view === null) {
    return (
      <Alert severity="info" title={t('try.no-series', 'The expression has no series in this time')}>
        {t(
          'try.no-series-help',
          'Check that it gives something in Explore, and that the weeks it is tried on are ones that Prometheus still has.',
        )}
      </Alert>
    );
  }
  return (
    <>
      <Card title={headline(result)} label={t('try.found', 'What it would have found')}>
        {result.warnings.map((warning) => (
          <Alert key={warning} severity="info" title={warning} className={styles.warning} />
        ))}
        <div className={styles.graph}>
          <Stack justifyContent="space-between" alignItems="flex-end" wrap="wrap">
            {result.series.length > 1 && (
              <LabelledField
                label={t('try.series', 'Series ({{tried}} of {{found}} tried)', {
                  ...{ tried: result.series.length, found: result.seriesFound },
                })}
                id="tidemark-backtest-series"
              >
                <Combobox
                  id="tidemark-backtest-series"
                  width={40}
                  options={result.series.map(({ labels }, at) => ({
                    value: names[at],
                    label: seriesName(result.watch, labels),
                    description: incidentsText(result.summaries[at].incidents),
                  }))}
                  value={names[index]}
                  onChange={({ value }) => setPicked(value)}
                />
              </LabelledField>
            )}
            {zoom !== null && (
              <Button size="sm" variant="secondary" icon="search-minus" onClick={() => setZoom(null)}>
                {t('try.whole', 'Whole time')}
              </Button>
            )}
          </Stack>
          <SizedGraph
            view={view}
            range={zoom ?? result}
            height={GRAPH_HEIGHT_PX}
            selectedIncidentId={incidentId}
            onZoom={({ from, to }) => setZoom({ fromMs: from, toMs: to })}
          />
        </div>
      </Card>
      <Card title={t('try.incidents', 'Incidents ({{count}})', { count: result.incidentsTotal })}>
        <BacktestIncidents incidents={result.incidents} unit={unit} onOpen={open} openId={incidentId} />
      </Card>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  graph: css({ padding: theme.spacing(1, 1.5) }),
  warning: css({ margin: theme.spacing(1, 1.5, 0) }),
});
