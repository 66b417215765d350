import type { AdHocVariableFilter, MetricFindValue } from '@grafana/data';
import type { TidemarkApi } from '../shared/api/client';
import type { Watch } from '../shared/api/contract';
import { prometheusName } from '../shared/frames/names';
import { quoted, regexEscaped } from './interpolate';
import { labelValues } from './variables';

/** Matchers of a query with the dashboard's ad-hoc filters added; filters that no matcher can say are left out. */
export function withFilters(match: string, filters: readonly AdHocVariableFilter[]): string {
  return [match.trim(), ...filters.flatMap(matcherOf)].filter((part) => part !== '').join(',');
}

function matcherOf({ key, operator, value, values = [value] }: AdHocVariableFilter): string[] {
  if (key === '' || key === undefined) {
    return [];
  }
  switch (operator) {
    case '=':
    case '!=':
    case '=~':
    case '!~':
      return [`${key}${operator}"${quoted(value)}"`];
    case '=|':
    case '!=|':
      return [`${key}${operator === '=|' ? '=~' : '!~'}"${values.map((one) => quoted(regexEscaped(one))).join('|')}"`];
    default:
      return [];
  }
}

/** The labels by which watches are grouped, each once. */
export function filterKeys(watches: readonly Watch[]): MetricFindValue[] {
  const labels = new Set(watches.flatMap(({ groupBy }) => groupBy.flat()));
  return [...labels].sort().map((text) => ({ text }));
}

/** What a label can be, over every watch that has it. */
export async function filterValues(
  api: Pick<TidemarkApi, 'series'>,
  watches: readonly Watch[],
  label: string,
): Promise<MetricFindValue[]> {
  const having = watches.filter(({ groupBy }) =>
    groupBy.flat().some((name) => name === label || prometheusName(name) === label),
  );
  const answers = await Promise.all(having.map(({ name }) => api.series({ watch: name })));
  return labelValues(
    answers.flatMap(({ series }) => series),
    label,
  ).map((text) => ({ text }));
}
