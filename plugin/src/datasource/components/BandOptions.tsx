import React from 'react';
import { InlineField, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import type { BandEdges } from '../../shared/frames/bands';
import type { TidemarkQuery } from '../types';

const EDGES: ReadonlyArray<{ label: string; value: BandEdges; description: string }> = [
  { label: 'Both', value: 'both', description: 'The limits, and the typical range within them' },
  { label: 'Limits', value: 'limits', description: 'A value outside them is an alarm' },
  { label: 'Typical', value: 'typical', description: '95 % of normal steps lie in it' },
];

export interface BandOptionsProps {
  readonly query: TidemarkQuery;
  readonly onUpdate: (change: Partial<TidemarkQuery>) => void;
}

export function BandOptions({ query, onUpdate }: BandOptionsProps) {
  const id = (name: string) => `tidemark-${query.refId}-${name}`;
  return (
    <Stack direction="row" wrap="wrap" gap={0}>
      <InlineField label="Band" labelWidth={16}>
        <RadioButtonGroup
          aria-label="Band"
          options={[...EDGES]}
          value={query.bands ?? 'both'}
          onChange={(bands) => onUpdate({ bands })}
        />
      </InlineField>
      <InlineField
        label="Value line"
        htmlFor={id('value')}
        tooltip="Switch it off where another query of the panel draws the line already"
      >
        <InlineSwitch
          id={id('value')}
          value={query.showValue ?? true}
          onChange={(event) => onUpdate({ showValue: event.currentTarget.checked })}
        />
      </InlineField>
      <InlineField
        label="Forecast"
        htmlFor={id('forecast')}
        tooltip="Drawn where the time range reaches past now, for example to now+1h"
      >
        <InlineSwitch
          id={id('forecast')}
          value={query.showForecast ?? true}
          onChange={(event) => onUpdate({ showForecast: event.currentTarget.checked })}
        />
      </InlineField>
    </Stack>
  );
}
