import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROVISIONING } from './paths.ts';

/** A provisioned Grafana rule as PromQL: it fires on the series whose `expr` is above `threshold` for `for`. */
export interface AlertRule {
  readonly uid: string;
  readonly expr: string;
  readonly threshold: number;
  readonly for: string;
  readonly noDataState: string;
  readonly datasourceUid: string;
  readonly annotations: Record<string, string>;
}

interface AlertingFile {
  groups: {
    rules: {
      uid: string;
      condition: string;
      for: string;
      noDataState: string;
      annotations: Record<string, string>;
      data: {
        refId: string;
        datasourceUid: string;
        model: { expr?: string; expression?: string; conditions?: { evaluator: { type: string; params: number[] } }[] };
      }[];
    }[];
  }[];
}

/** The rules of provisioning/alerting/tidemark.yaml; throws on a rule that is not one query and one `gt` threshold. */
export async function readAlertRules(): Promise<AlertRule[]> {
  const file = parse(await readFile(join(PROVISIONING, 'alerting', 'tidemark.yaml'), 'utf8')) as AlertingFile;
  return file.groups.flatMap(({ rules }) =>
    rules.map((rule) => {
      const condition = rule.data.find(({ refId }) => refId === rule.condition);
      const query = rule.data.find(({ refId }) => refId === condition?.model.expression);
      const evaluator = condition?.model.conditions?.[0]?.evaluator;
      const threshold = evaluator?.params[0];
      if (query?.model.expr === undefined || evaluator?.type !== 'gt' || threshold === undefined) {
        throw new Error(`the rule ${rule.uid} is not a query and a threshold`);
      }
      return {
        uid: rule.uid,
        expr: query.model.expr,
        threshold,
        for: rule.for,
        noDataState: rule.noDataState,
        datasourceUid: query.datasourceUid,
        annotations: rule.annotations,
      };
    }),
  );
}

/** The rule as one expression that gives a series exactly where it would fire. */
export function firingExpr({ expr, threshold }: AlertRule): string {
  return `(${expr}) > ${threshold}`;
}
