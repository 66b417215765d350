import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, Input, RadioButtonGroup, Stack, type ComboboxOption } from '@grafana/ui';
import type { TidemarkDataSource } from '../datasource';
import { DEFAULT_QUERY, type QueryKind, type TidemarkOptions, type TidemarkQuery } from '../types';
import { BandOptions } from './BandOptions';
import { CommittedInput } from './CommittedInput';

type Props = QueryEditorProps<TidemarkDataSource, TidemarkQuery, TidemarkOptions>;

const KINDS: ReadonlyArray<{ label: string; value: QueryKind; description: string }> = [
  { label: 'Bands', value: 'bands', description: 'The line, where it should be, and the limits around it' },
  { label: 'Score', value: 'score', description: '0 as expected, 1 at the limit, above 1 outside' },
  { label: 'Value', value: 'value', description: 'What was measured' },
  { label: 'Forecast', value: 'forecast', description: 'The expectation carried past now' },
  { label: 'Incidents', value: 'incidents', description: 'Spans in which a series was anomalous' },
];
const LABEL_WIDTH = 16;

export function QueryEditor({ datasource, query: given, onChange, onRunQuery }: Props) {
  const query = { ...DEFAULT_QUERY, ...given };
  const update = (change: Partial<TidemarkQuery>) => {
    onChange({ ...query, ...change });
    onRunQuery();
  };
  const incidents = query.kind === 'incidents';
  const id = (name: string) => `tidemark-${query.refId}-${name}`;
  return (
    <Stack direction="column" gap={0}>
      <InlineField label="Show" labelWidth={LABEL_WIDTH}>
        <RadioButtonGroup
          aria-label="Show"
          options={[...KINDS]}
          value={query.kind}
          onChange={(kind) =>
            update({ kind, watch: query.watch === '' && kind !== 'incidents' ? DEFAULT_QUERY.watch : query.watch })
          }
        />
      </InlineField>
      <Stack direction="row" wrap="wrap" gap={0}>
        <InlineField label="Watch" labelWidth={LABEL_WIDTH} htmlFor={id('watch')}>
          <Combobox
            id={id('watch')}
            width={28}
            options={(typed) => watchOptions(datasource, typed, incidents)}
            value={query.watch}
            createCustomValue
            placeholder={incidents ? 'All watches' : 'Choose a watch'}
            onChange={({ value }) => update({ watch: value })}
          />
        </InlineField>
        <InlineField
          label="Match"
          labelWidth={10}
          htmlFor={id('match')}
          tooltip='Label matchers as PromQL writes them: service.name="shop",http.route=~"/api/.*". Variables work.'
          grow
        >
          <CommittedInput
            id={id('match')}
            value={query.match ?? ''}
            placeholder={'service_name="$service"'}
            onCommit={(match) => update({ match })}
          />
        </InlineField>
      </Stack>
      {query.kind === 'bands' && <BandOptions query={query} onUpdate={update} />}
      {incidents ? (
        <InlineField
          label="Severity from"
          labelWidth={LABEL_WIDTH}
          htmlFor={id('severity')}
          tooltip="0 shows every incident, 75 the critical ones only"
        >
          <Input
            id={id('severity')}
            type="number"
            min={0}
            max={100}
            width={12}
            defaultValue={query.minSeverity ?? 0}
            onBlur={(event) => update({ minSeverity: boundedSeverity(event.currentTarget.valueAsNumber) })}
          />
        </InlineField>
      ) : (
        <InlineField
          label="Legend"
          labelWidth={LABEL_WIDTH}
          htmlFor={id('legend')}
          tooltip="Names of the series; {{http.route}} stands for the value of a label"
        >
          <CommittedInput
            id={id('legend')}
            value={query.legend ?? ''}
            placeholder="the values of the labels"
            onCommit={(legend) => update({ legend })}
          />
        </InlineField>
      )}
    </Stack>
  );
}

async function watchOptions(
  datasource: TidemarkDataSource,
  typed: string,
  withAll: boolean,
): Promise<Array<ComboboxOption<string>>> {
  const watches = await datasource.watches();
  const wanted = typed.toLowerCase();
  const all = withAll ? [{ value: '', label: 'All watches' }] : [];
  return [...all, ...watches.map(({ name, description }) => ({ value: name, label: name, description }))].filter(
    ({ label }) => label.toLowerCase().includes(wanted),
  );
}

function boundedSeverity(severity: number): number {
  return Number.isFinite(severity) ? Math.min(100, Math.max(0, Math.round(severity))) : 0;
}
