import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingBar, useStyles2 } from '@grafana/ui';
import type { WhatIfResponse } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { useElementWidth } from '../../shared/react/use-element-width';
import { Card } from '../parts/Card';
import { LoadTrouble } from '../parts/LoadTrouble';
import { SizedGraph } from '../parts/SizedGraph';
import { forecastView, shownRange } from './forecast-view';
import { LimitSummary } from './LimitSummary';
import { ModelsTable } from './ModelsTable';

interface Props {
  /** The newest answer, also while another is worked out; null until the first. */
  readonly answer: WhatIfResponse | null;
  readonly working: boolean;
  readonly error: string | null;
}

const GRAPH_HEIGHT_PX = 380;

/** The graph, the limit in a sentence, and the models' errors. */
export function ForecastResult({ answer, working, error }: Props) {
  const styles = useStyles2(getStyles);
  const { ref, width } = useElementWidth();
  const [zoom, setZoom] = useState<{ fromMs: number; toMs: number } | null>(null);
  const view = useMemo(
    () => (answer === null ? null : forecastView(answer, t('forecast.history', 'History'))),
    [answer],
  );
  return (
    <>
      {error !== null && (
        <LoadTrouble what={t('forecast.the-forecast', 'The forecast')} error={error} stale={answer !== null} />
      )}
      {answer?.limit != null && <LimitSummary limit={answer.limit} subject={answer} />}
      {(answer !== null || error === null) && (
        <Card
          title={
            answer === null
              ? t('forecast.title', 'Forecast')
              : t('forecast.title-of', '{{watch}}: {{series}}', {
                  watch: answer.watch,
                  series: seriesName(answer.watch, answer.labels),
                  interpolation: { escapeValue: false },
                })
          }
          label={t('forecast.title', 'Forecast')}
          actions={
            zoom !== null && (
              <Button size="sm" variant="secondary" icon="search-minus" onClick={() => setZoom(null)}>
                {t('forecast.whole-time', 'Whole time')}
              </Button>
            )
          }
        >
          <div
            ref={ref}
            className={styles.bar}
            role="status"
            aria-label={working ? t('forecast.working', 'Working') : undefined}
          >
            {working && <LoadingBar width={width} />}
          </div>
          <div className={styles.graph} aria-busy={working}>
            {answer !== null && view !== null && (
              <SizedGraph
                view={view}
                range={zoom ?? shownRange(answer)}
                height={GRAPH_HEIGHT_PX}
                onZoom={({ from, to }) => setZoom({ fromMs: from, toMs: to })}
              />
            )}
          </div>
        </Card>
      )}
      {answer !== null && (
        <Card title={t('forecast.worth', 'What the models are worth on this series’ past')}>
          <ModelsTable {...answer} />
        </Card>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ height: 1 }),
  graph: css({ padding: theme.spacing(1, 1.5), minHeight: GRAPH_HEIGHT_PX }),
});
