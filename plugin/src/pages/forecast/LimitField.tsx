import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Input, RadioButtonGroup, Stack } from '@grafana/ui';
import { LabelledField } from '../parts/LabelledField';
import type { ForecastState } from './forecast-state';

interface Props {
  readonly limit: number | null;
  readonly direction: ForecastState['direction'];
  readonly onChange: (change: Partial<ForecastState>) => void;
}

/** A value that must not be reached; taken when the field is left or Enter pressed. Empty: the watch's own. */
export function LimitField({ limit, direction, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (limit === null ? '' : String(limit));
  const value = text.trim() === '' ? null : Number(text);
  const wrong = value !== null && !Number.isFinite(value);
  const take = () => {
    if (wrong) {
      return;
    }
    setTyped(null);
    if (value !== limit) {
      onChange({ limit: value });
    }
  };
  return (
    <LabelledField label={t('forecast.limit', 'Limit')} id="tidemark-forecast-limit">
      <Stack gap={1}>
        <Input
          id="tidemark-forecast-limit"
          width={20}
          inputMode="decimal"
          placeholder={t('forecast.limit-none', 'of the watch')}
          value={text}
          invalid={wrong}
          aria-invalid={wrong}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />
        {limit !== null && (
          <RadioButtonGroup
            aria-label={t('forecast.direction', 'The limit is reached')}
            options={[
              { value: 'up' as const, label: t('forecast.from-below', 'from below') },
              { value: 'down' as const, label: t('forecast.from-above', 'from above') },
            ]}
            value={direction}
            onChange={(to) => onChange({ direction: to })}
          />
        )}
      </Stack>
    </LabelledField>
  );
}
