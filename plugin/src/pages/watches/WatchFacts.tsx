import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { oneDecimal } from '../../shared/i18n/language';
import { RAW } from '../../shared/i18n/raw';
import type { WatchDetail } from '../../shared/api/contract';

const PERCENT = 100;

/** The numbers of the last week. */
export function WatchFacts({ detail }: { readonly detail: WatchDetail }) {
  const styles = useStyles2(getStyles);
  const { watch, series, coverage, alertBudget, pull } = detail;
  const facts: Array<[name: string, value: string | null]> = [
    [t('watches.facts.query', 'Query'), watch.source.promql ?? watch.source.metric ?? null],
    [t('watches.facts.series', 'Series'), seriesText(series)],
    [
      t('watches.facts.coverage', 'Coverage'),
      coverage === null
        ? t('watches.facts.nothing', 'nothing scored yet')
        : t(
            'watches.facts.coverage-value',
            '{{percent}} % of the last week’s steps were in the typical range ({{right}} % is right)',
            { percent: oneDecimal(coverage * PERCENT), right: Math.round(watch.typical * PERCENT) },
          ),
    ],
    [t('watches.facts.alerts', 'Alerts'), budgetText(alertBudget)],
    [t('watches.facts.alarms', 'Alarms when'), alarmText(watch)],
    [
      t('watches.facts.seasons', 'Seasons'),
      t('watches.facts.zone', 'days and weeks of {{zone}}', { ...RAW, zone: watch.timezone }),
    ],
    [
      t('watches.facts.history', 'History'),
      pull === null || pull.progress === 1
        ? null
        : t('watches.facts.learned', '{{percent}} % learned', { percent: Math.round(pull.progress * PERCENT) }),
    ],
  ];
  return (
    <>
      <BudgetMeter {...alertBudget} />
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <React.Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </React.Fragment>
            ),
        )}
      </dl>
    </>
  );
}

/** How much of the week's budget of false alarms is used: by those called so, and by those that may yet be. */
function BudgetMeter({ perWeek, falseAlarms, unjudged }: WatchDetail['alertBudget']) {
  const styles = useStyles2(getStyles);
  const used = falseAlarms + unjudged;
  const text = t('watches.facts.budget', 'Alert budget: {{used}} of {{budget}} a week used', {
    ...{ used, budget: short(perWeek) },
  });
  return (
    <div className={styles.budget}>
      <span>{text}</span>
      <meter
        className={styles.meter}
        aria-label={text}
        min={0}
        max={Math.max(perWeek, used, 1)}
        high={perWeek}
        optimum={0}
        value={used}
      />
    </div>
  );
}

export function seriesText(series: WatchDetail['series']): string {
  const states = [
    [series.anomalous, t('watches.state.anomalous', 'anomalous')],
    [series.learning, t('watches.state.learning', 'learning')],
    [series.absent, t('watches.state.absent', 'absent')],
    [series.normal, t('watches.state.normal', 'normal')],
  ] as const;
  const parts = states.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`);
  return series.total === 0 ? t('watches.facts.none', 'none yet') : `${series.total}: ${parts.join(', ')}`;
}

function budgetText({ incidents, falseAlarms, unjudged }: WatchDetail['alertBudget']): string {
  return incidents === 0
    ? t('watches.facts.no-alerts', '0 in the last week')
    : t(
        'watches.facts.alerts-value',
        '{{incidents}} in the last week ({{falseAlarms}} called false alarms, {{unjudged}} not judged)',
        { incidents, falseAlarms, unjudged },
      );
}

export function alarmText({ direction, minChange, unit, falseAlarmsPerWeek }: WatchDetail['watch']): string {
  const side = {
    both: () => t('watches.side.both', 'above or below'),
    up: () => t('watches.side.up', 'above'),
    down: () => t('watches.side.down', 'below'),
  }[direction]();
  const relative = `${Math.round(minChange.relative * PERCENT)} %`;
  const absolute = `${minChange.absolute} ${unit}`.trimEnd();
  const least =
    minChange.absolute === 0
      ? relative
      : t('watches.facts.and', '{{relative}} and {{absolute}}', { ...RAW, relative, absolute });
  return t(
    'watches.facts.alarms-value',
    '{{side}} what is expected, by at least {{least}}; false alarms put up with on a series: {{budget}} a week',
    { ...RAW, side, least, budget: short(falseAlarmsPerWeek) },
  );
}

const short = (number: number) => String(Math.round(number * 10) / 10);

const getStyles = (theme: GrafanaTheme2) => ({
  budget: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5), alignItems: 'center' }),
  meter: css({ width: theme.spacing(20) }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
