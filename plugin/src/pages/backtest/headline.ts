import type { BacktestResult } from '../../shared/api/contract';

const DAY_MS = 86_400_000;

/** `2.5 alerts a week: 5 incidents in 14 days, on 1 series`, with what the budget allows. */
export function headline(result: BacktestResult): string {
  const { alertsPerWeek, budgetPerWeek, incidentsTotal, fromMs, toMs, series } = result;
  const days = Math.max(1, Math.round((toMs - fromMs) / DAY_MS));
  return [
    `${short(alertsPerWeek)} ${alertsPerWeek === 1 ? 'alert' : 'alerts'} a week:`,
    `${counted(incidentsTotal, 'incident')} in ${counted(days, 'day')}`,
    `on ${series.length} series`,
    `(the budget for false alarms is ${short(budgetPerWeek)} a week)`,
  ].join(' ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Whole numbers as they are, others with one digit after the point. */
function short(number: number): string {
  return String(Math.round(number * 10) / 10);
}
