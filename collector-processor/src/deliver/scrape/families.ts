import { attributesOf, type DerivedColumn, type DerivedTable } from '../derived-table.ts';
import { labelText, prometheusName } from './names.ts';
import type { SampleMatch } from './sample-match.ts';

/** A table with the rows of it that are shown. */
export interface ShownTable {
  readonly table: DerivedTable;
  readonly rows: readonly number[];
  /** Label texts by row, made when first needed; kept while the series stay the same. */
  readonly labels: string[];
  /** Series id → the table and row of its newest revision. */
  readonly revised: Map<number, { readonly table: DerivedTable; readonly row: number }>;
}

/** All samples of one metric: Prometheus wants them together. */
export interface Family {
  /** HELP and TYPE. */
  readonly head: string;
  readonly tables: readonly { readonly shown: ShownTable; readonly columns: readonly DerivedColumn[] }[];
}

/** The tables' columns by metric, in the order in which metrics first come. */
export function familiesOf(tables: readonly ShownTable[]): Family[] {
  const families = new Map<string, { head: string; tables: { shown: ShownTable; columns: DerivedColumn[] }[] }>();
  for (const shown of tables) {
    for (const column of shown.table.columns) {
      const name = prometheusName(column.name);
      let family = families.get(name);
      if (family === undefined) {
        family = { head: `# HELP ${name} ${column.description}\n# TYPE ${name} gauge\n`, tables: [] };
        families.set(name, family);
      }
      const last = family.tables.at(-1);
      if (last?.shown === shown) last.columns.push(column);
      else family.tables.push({ shown, columns: [column] });
    }
  }
  return [...families.values()];
}

/** The sample lines of a table's columns; empty where there are none. */
export function linesOf(shown: ShownTable, columns: readonly DerivedColumn[], match?: SampleMatch): string {
  let lines = '';
  for (const column of columns) {
    const name = prometheusName(column.name);
    for (const row of shown.rows) {
      const series = shown.table.series[row]!;
      const value = valueOf(shown, column, row, series.id);
      if (!Number.isFinite(value)) continue;
      if (match !== undefined && !match(name, { ...series.labels, ...column.attributes }, series.watch)) continue;
      lines += `${name}${labelsAt(shown, column, row)} ${value}\n`;
    }
  }
  return lines;
}

function valueOf({ revised }: ShownTable, column: DerivedColumn, row: number, id: number): number {
  const newest = revised.get(id);
  if (newest === undefined) return column.values[row]!;
  return newest.table.columns.find(({ name }) => name === column.name)?.values[newest.row] ?? NaN;
}

function labelsAt({ table, labels }: ShownTable, { attributes }: DerivedColumn, row: number): string {
  if (attributes !== undefined) return labelText(attributesOf(table.series[row]!, attributes));
  return (labels[row] ??= labelText(attributesOf(table.series[row]!, undefined)));
}
