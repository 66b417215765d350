import type { Judgement } from './judge.ts';
import type { Case } from './types.ts';

export interface System {
  readonly name: string;
  /** By case. */
  readonly judgements: readonly Judgement[];
}

/** The table, one case a row, the systems side by side. */
export function markdownTable(cases: readonly Case[], systems: readonly System[]): string {
  const measures = ['first alarm', 'share alarmed', 'false / week'];
  const header = [
    'case',
    'point',
    ...systems.flatMap(({ name }) => measures.map((each) => `${name}: ${each}`)),
    'class',
  ];
  const rows = cases.map((each, i) => [
    each.name,
    each.point,
    ...systems.flatMap(({ judgements }) => cells(each, judgements[i]!)),
    systems[0]!.judgements[i]!.class,
  ]);
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function cells({ trouble }: Case, { firstAlarm, share, falseAlarmsPerWeek }: Judgement): string[] {
  return [
    trouble === null ? '–' : firstAlarm === null ? '**never**' : `step ${firstAlarm + 1}`,
    trouble === null ? '–' : `${Math.round(100 * share)} %`,
    String(Number(falseAlarmsPerWeek.toFixed(1))),
  ];
}
