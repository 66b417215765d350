import React from 'react';
import { t } from '@grafana/i18n';
import { InlineField, RadioButtonGroup, Stack } from '@grafana/ui';
import type { TidemarkQuery } from '../types';
import { NumberField } from './NumberField';

export interface IncidentOptionsProps {
  readonly query: TidemarkQuery;
  readonly onUpdate: (change: Partial<TidemarkQuery>) => void;
}

/** What stands for "not said" among the choices. */
const AUTO = 'auto';
type Format = NonNullable<TidemarkQuery['format']> | typeof AUTO;

export function IncidentOptions({ query, onUpdate }: IncidentOptionsProps) {
  const formats: ReadonlyArray<{ label: string; value: Format; description?: string }> = [
    {
      label: t('editor.format.auto', 'Auto'),
      value: AUTO,
      description: t('editor.format.auto-description', 'Rows in a table, regions on a graph'),
    },
    { label: t('editor.format.regions', 'Regions'), value: 'regions' },
    { label: t('editor.format.table', 'Table'), value: 'table' },
  ];
  return (
    <Stack direction="row" wrap="wrap" gap={0}>
      <NumberField
        id={`tidemark-${query.refId}-severity`}
        label={t('editor.severity', 'Severity from')}
        labelWidth={16}
        tooltip={t('editor.severity-tooltip', '0 shows every incident, 75 the critical ones only')}
        value={query.minSeverity ?? 0}
        min={0}
        max={100}
        onCommit={(minSeverity) => onUpdate({ minSeverity })}
      />
      <InlineField label={t('editor.format.label', 'As')}>
        <RadioButtonGroup<Format>
          aria-label={t('editor.format.label', 'As')}
          options={[...formats]}
          value={query.format ?? AUTO}
          onChange={(format) => onUpdate({ format: format === AUTO ? undefined : format })}
        />
      </InlineField>
    </Stack>
  );
}
