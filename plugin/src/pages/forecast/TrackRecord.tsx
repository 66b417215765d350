import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, useStyles2 } from '@grafana/ui';
import type { AccuracyResponse, DegradationBody, MaintenanceWarningBody } from '../../shared/api/contract';
import { dateText } from '../../shared/i18n/date-text';
import { oneDecimal } from '../../shared/i18n/language';
import { durationText } from '../../shared/incidents/describe';
import { degradationText } from '../../shared/outlook/degradation-text';
import { warningText } from '../../shared/outlook/limit-text';
import { useHost } from '../host';
import { Card } from '../parts/Card';
import { FactTable } from './FactTable';

type Warning = MaintenanceWarningBody | DegradationBody;

interface WarningsProps {
  readonly warnings: readonly Warning[];
  /** Of the watch that they are of. */
  readonly unit: string;
}

/** Warnings of the watch's limits and of its getting worse at the same load, and what became of them. */
export function Warnings({ warnings, unit }: WarningsProps) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const at = (timeMs: number) => dateText(timeMs, 'minute', timeZone);
  const reached = (warning: Warning) =>
    'reachedAtMs' in warning && warning.reachedAtMs !== null
      ? ` · ${t('forecast.reached', 'reached {{time}}', { time: at(warning.reachedAtMs) })}`
      : '';
  return (
    <Card title={t('forecast.warnings', 'Warnings')}>
      <ul className={styles.list}>
        {warnings.map((warning) => (
          <li key={warning.id} className={styles.warning}>
            <span className={styles.outcome}>
              <Outcome because={warning.closedBecause} />
            </span>
            <span>
              {sentenceOf(warning, unit, timeZone)}
              <small className={styles.note}>
                {t('forecast.warned', 'warned {{time}}', { time: at(warning.openedMs) })}
                {reached(warning)}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function sentenceOf(warning: Warning, unit: string, timeZone: string): string {
  return 'limit' in warning
    ? warningText(warning, { watch: warning.watch, labels: warning.labels, unit, timeZone })
    : degradationText(warning, unit, timeZone);
}

function Outcome({ because }: { readonly because: Warning['closedBecause'] }) {
  switch (because) {
    case 'reached':
      return <Badge color="red" text={t('forecast.came-true', 'came true')} />;
    case 'withdrawn':
      return <Badge color="green" text={t('forecast.withdrawn', 'withdrawn')} />;
    case 'recovered':
      return <Badge color="green" text={t('forecast.recovered', 'recovered')} />;
    case 'settled':
      return <Badge color="blue" text={t('forecast.settled', 'usual by now')} />;
    case 'expired':
      return <Badge color="blue" text={t('forecast.expired', 'no longer watched')} />;
    default:
      return <Badge color="orange" text={t('forecast.open', 'open')} />;
  }
}

interface AccuracyProps {
  readonly horizons: AccuracyResponse['series'][number]['horizons'];
}

/** Forecasts of the last week against what came. */
export function Accuracy({ horizons }: AccuracyProps) {
  const title = t('forecast.accuracy', 'Forecasts of the last week against what came');
  return (
    <Card title={title}>
      <FactTable
        label={title}
        head={[
          t('forecast.ahead', 'Made ahead'),
          'sMAPE',
          t('forecast.covered', 'In the 95 % interval'),
          t('forecast.compared', 'Compared'),
        ]}
        rows={horizons.map(({ horizonMs, smape, coverage, count }) => [
          durationText(horizonMs),
          `${oneDecimal(smape)} %`,
          `${Math.round(100 * coverage)} %`,
          String(count),
        ])}
      />
    </Card>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: theme.spacing(1, 2) }),
  warning: css({ display: 'flex', gap: theme.spacing(1.5), alignItems: 'flex-start', padding: theme.spacing(0.5, 0) }),
  // As wide for all of them, so that the sentences stand under one another.
  outcome: css({ flex: 'none', minWidth: theme.spacing(11) }),
  note: css({ display: 'block', color: theme.colors.text.secondary }),
});
