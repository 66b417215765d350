/**
 * Prints how well the typical range and the budget of false alarms hold on clean series of many kinds:
 * `npm run calibration -- [--days N] [--seed N]`.
 */
import { parseArgs } from 'node:util';
import { TYPICAL_SHARES } from '../../../src/measure/watch.ts';
import { measure, weeksOf } from './measure.ts';
import { cleanSeries } from './series.ts';

const BUDGETS = [0.2, 1, 5];
const percent = (share: number): string => (100 * share).toFixed(1);

const { values: given } = parseArgs({
  options: { days: { type: 'string', default: '36' }, seed: { type: 'string', default: '1' } },
});
const days = Number(given.days);
const weeks = (days - 1) / 7;

const header = [
  'clean series',
  ...TYPICAL_SHARES.map((share) => `worst week of ${100 * share} %`),
  ...BUDGETS.map((budget) => `incidents, steps above limits a week at ${budget}`),
];
process.stdout.write(row(header) + row(header.map(() => '---')));
for (const series of cleanSeries(days, Number(given.seed))) {
  process.stderr.write(`${series.name}\n`);
  const runs = TYPICAL_SHARES.map((typical, i) => ({
    typical,
    run: measure(series, { typical, falseAlarmsPerWeek: BUDGETS[i]! }),
  }));
  process.stdout.write(
    row([
      series.name,
      ...runs.map(({ typical, run }) => percent(weeksOf(run, series.stepMs, typical).worst)),
      ...runs.map(({ run }) => `${(run.opened.length / weeks).toFixed(1)}, ${(run.alarms / weeks).toFixed(1)}`),
    ]),
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
