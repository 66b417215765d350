import { t } from '@grafana/i18n';
import { RAW } from '../../shared/i18n/raw';
import type { BacktestResult } from '../../shared/api/contract';

const DAY_MS = 86_400_000;

/** `2.5 alerts a week: 5 incidents in 14 days, on 1 series`, with what the budget allows. */
export function headline(result: BacktestResult): string {
  const { alertsPerWeek, budgetPerWeek, incidentsTotal, fromMs, toMs, series } = result;
  const days = Math.max(1, Math.round((toMs - fromMs) / DAY_MS));
  const alerts =
    alertsPerWeek === 1
      ? t('try.one-alert', '1 alert a week')
      : t('try.some-alerts', '{{alerts}} alerts a week', { ...RAW, alerts: short(alertsPerWeek) });
  const inDays = days === 1 ? t('try.one-day', '1 day') : t('try.some-days', '{{days}} days', { days });
  return t(
    'try.headline',
    '{{alerts}}: {{incidents}} in {{days}} on {{series}} series (the budget for false alarms is {{budget}} a week)',
    {
      ...{ ...RAW, alerts, incidents: incidentsText(incidentsTotal), days: inDays, series: series.length },
      budget: short(budgetPerWeek),
    },
  );
}

export function incidentsText(count: number): string {
  return count === 1 ? t('try.one-incident', '1 incident') : t('try.some-incidents', '{{count}} incidents', { count });
}

/** Whole numbers as they are, others with one digit after the point. */
function short(number: number): string {
  return String(Math.round(number * 10) / 10);
}
