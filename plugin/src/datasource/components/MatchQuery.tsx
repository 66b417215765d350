import React from 'react';
import type { DataQuery, PanelData } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, InlineField, type ComboboxOption } from '@grafana/ui';
import { matchOfQuery } from '../match-of-query';
import type { TidemarkDataSource } from '../datasource';
import type { TidemarkQuery } from '../types';

export interface MatchQueryProps {
  readonly datasource: Pick<TidemarkDataSource, 'watches'>;
  readonly query: TidemarkQuery;
  /** All queries of the panel. */
  readonly queries: readonly DataQuery[];
  /** What they have answered. */
  readonly data: PanelData | undefined;
  readonly onUpdate: (change: Partial<TidemarkQuery>) => void;
}

/** Lays the bands under the lines of another query of the panel: by the labels that both have. */
export function MatchQuery({ datasource, query, queries, data, onUpdate }: MatchQueryProps) {
  const id = `tidemark-${query.refId}-match-query`;
  const others = queries.filter(({ refId }) => refId !== query.refId).map(({ refId }) => refId);
  if (others.length === 0 && (query.matchQuery ?? '') === '') {
    return null;
  }
  const choose = async (refId: string) => {
    const watch = (await datasource.watches()).find(({ name }) => name === query.watch);
    const match = watch === undefined || refId === '' ? null : matchOfQuery(data?.series ?? [], refId, watch);
    onUpdate({ matchQuery: refId === '' ? undefined : refId, ...(match === null ? {} : { match }) });
  };
  return (
    <InlineField
      label={t('editor.match-query', 'On query')}
      labelWidth={16}
      htmlFor={id}
      tooltip={t(
        'editor.match-query-tooltip',
        'The bands belong to the lines of this query: its labels become matchers, and no second line is drawn.',
      )}
    >
      <Combobox
        id={id}
        width={16}
        options={[
          { value: '', label: t('editor.match-none', 'None') },
          ...others.map((refId): ComboboxOption<string> => ({ value: refId, label: refId })),
        ]}
        value={query.matchQuery ?? ''}
        onChange={({ value }) => void choose(value)}
      />
    </InlineField>
  );
}
