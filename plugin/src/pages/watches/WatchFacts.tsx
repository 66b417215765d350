import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { WatchDetail } from '../../shared/api/contract';

const PERCENT = 100;

/** The numbers of the last week. */
export function WatchFacts({ detail }: { readonly detail: WatchDetail }) {
  const styles = useStyles2(getStyles);
  const { watch, series, coverage, alertBudget, pull } = detail;
  const facts: Array<[name: string, value: string | null]> = [
    ['Query', watch.source.promql ?? watch.source.metric ?? null],
    ['Series', seriesText(series)],
    [
      'Coverage',
      coverage === null
        ? 'nothing scored yet'
        : `${(coverage * PERCENT).toFixed(1)} % of the last week’s steps were in the typical range (${Math.round(watch.typical * PERCENT)} % is right)`,
    ],
    ['Alerts', budgetText(alertBudget)],
    ['Alarms when', alarmText(watch)],
    ['Seasons', `days and weeks of ${watch.timezone}`],
    ['History', pull === null || pull.progress === 1 ? null : `${Math.round(pull.progress * PERCENT)} % learned`],
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

/** How much of the week's alert budget is used. */
function BudgetMeter({ perWeek, incidents }: WatchDetail['alertBudget']) {
  const styles = useStyles2(getStyles);
  const text = `Alert budget: ${incidents} of ${short(perWeek)} a week used`;
  return (
    <div className={styles.budget}>
      <span>{text}</span>
      <meter
        className={styles.meter}
        aria-label={text}
        min={0}
        max={Math.max(perWeek, incidents, 1)}
        high={perWeek}
        optimum={0}
        value={incidents}
      />
    </div>
  );
}

export function seriesText(series: WatchDetail['series']): string {
  const states = (['anomalous', 'learning', 'absent', 'normal'] as const).filter((state) => series[state] > 0);
  return series.total === 0
    ? 'none yet'
    : `${series.total}: ${states.map((state) => `${series[state]} ${state}`).join(', ')}`;
}

function budgetText({ incidents, falseAlarms, unjudged }: WatchDetail['alertBudget']): string {
  const judged = incidents === 0 ? '' : ` (${falseAlarms} called false alarms, ${unjudged} not judged)`;
  return `${incidents} in the last week${judged}`;
}

export function alarmText({ direction, minChange, unit, falseAlarmsPerWeek }: WatchDetail['watch']): string {
  const side = { both: 'above or below', up: 'above', down: 'below' }[direction];
  const absolute = minChange.absolute === 0 ? '' : ` and ${minChange.absolute} ${unit}`.trimEnd();
  const least = `by at least ${Math.round(minChange.relative * PERCENT)} %${absolute}`;
  return `${side} what is expected, ${least}; ${short(falseAlarmsPerWeek)} false alarms a week on a series are put up with`;
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
