import React from 'react';
import { t } from '@grafana/i18n';
import { InlineField, InlineSwitch, RadioButtonGroup, Stack } from '@grafana/ui';
import type { BandEdges } from '../../shared/frames/bands';
import { DEFAULT_BAND_LIMIT, type TidemarkQuery } from '../types';
import { NumberField } from './NumberField';

const edges = (): ReadonlyArray<{ label: string; value: BandEdges; description: string }> => [
  {
    label: t('editor.edges.both', 'Both'),
    value: 'both',
    description: t('editor.edges.both-description', 'The limits, and the typical range within them'),
  },
  {
    label: t('editor.edges.limits', 'Limits'),
    value: 'limits',
    description: t('editor.edges.limits-description', 'A value outside them is an alarm'),
  },
  {
    label: t('editor.edges.typical', 'Typical'),
    value: 'typical',
    description: t(
      'editor.edges.typical-description',
      'As many normal steps lie in it as the watch says, 95 % by default',
    ),
  },
];

const MAX_BANDS = 100;

export interface BandOptionsProps {
  readonly query: TidemarkQuery;
  readonly onUpdate: (change: Partial<TidemarkQuery>) => void;
}

export function BandOptions({ query, onUpdate }: BandOptionsProps) {
  const id = (name: string) => `tidemark-${query.refId}-${name}`;
  return (
    <Stack direction="row" wrap="wrap" gap={0}>
      <InlineField label={t('editor.band', 'Band')} labelWidth={16}>
        <RadioButtonGroup
          aria-label={t('editor.band', 'Band')}
          options={[...edges()]}
          value={query.bands ?? 'both'}
          onChange={(bands) => onUpdate({ bands })}
        />
      </InlineField>
      <InlineField
        label={t('editor.value-line', 'Value line')}
        htmlFor={id('value')}
        tooltip={t(
          'editor.value-line-tooltip',
          'Switch it off where another query of the panel draws the line already',
        )}
        disabled={(query.matchQuery ?? '') !== ''}
      >
        <InlineSwitch
          id={id('value')}
          value={(query.showValue ?? true) && (query.matchQuery ?? '') === ''}
          onChange={(event) => onUpdate({ showValue: event.currentTarget.checked })}
        />
      </InlineField>
      <InlineField
        label={t('editor.forecast', 'Forecast')}
        htmlFor={id('forecast')}
        tooltip={t('editor.forecast-tooltip', 'Drawn where the time range reaches past now, for example to now+1h')}
      >
        <InlineSwitch
          id={id('forecast')}
          value={query.showForecast ?? true}
          onChange={(event) => onUpdate({ showForecast: event.currentTarget.checked })}
        />
      </InlineField>
      <NumberField
        id={id('bands')}
        label={t('editor.band-limit', 'Bands for')}
        tooltip={t(
          'editor.band-limit-tooltip',
          'Series that get a band, the most severe first; the others are lines alone. The Tidemark panel chooses by itself.',
        )}
        value={query.bandLimit ?? DEFAULT_BAND_LIMIT}
        min={1}
        max={MAX_BANDS}
        onCommit={(bandLimit) => onUpdate({ bandLimit })}
      />
    </Stack>
  );
}
