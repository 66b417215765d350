import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, Combobox, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { Watch } from '../../shared/api/contract';
import { seriesName, type SeriesLabels } from '../../shared/frames/names';
import { LabelledField } from '../parts/LabelledField';
import { GROWTH_STARTS, HORIZONS, MAX_MODELS, MODELS, type ForecastState, type Model } from './forecast-state';
import { GrowthSlider } from './GrowthSlider';
import { LimitField } from './LimitField';

interface Props {
  readonly state: ForecastState;
  readonly watch: string;
  readonly watches: readonly Watch[];
  readonly series: ReadonlyArray<{ readonly labels: SeriesLabels; readonly match: string }>;
  readonly match: string | null;
  readonly onChange: (change: Partial<ForecastState>) => void;
}

/** What is forecast, how far, by whom, and what is supposed. */
export function ForecastControls({ state, watch, watches, series, match, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const startNames = {
    now: t('forecast.from-now', 'from now'),
    tomorrow: t('forecast.from-tomorrow', 'from tomorrow'),
    monday: t('forecast.from-monday', 'from Monday'),
  };
  const toggle = (model: Model, on: boolean) => {
    const models = MODELS.filter((each) => (each === model ? on : state.models.includes(each)));
    if (models.length > 0) {
      onChange({ models });
    }
  };
  return (
    <div className={styles.controls} role="group" aria-label={t('forecast.controls', 'What is forecast')}>
      <LabelledField label={t('forecast.watch', 'Watch')} id="tidemark-forecast-watch">
        <Combobox
          id="tidemark-forecast-watch"
          width={24}
          options={watches.map(({ name }) => ({ value: name, label: name }))}
          value={watch}
          onChange={({ value }) => onChange({ watch: value, match: null, limit: null })}
        />
      </LabelledField>
      {series.length > 1 && (
        <LabelledField label={t('forecast.series', 'Series')} id="tidemark-forecast-series">
          <Combobox
            id="tidemark-forecast-series"
            width={32}
            options={series.map(({ labels, match: value }) => ({ value, label: seriesName(watch, labels) }))}
            value={match}
            onChange={({ value }) => onChange({ match: value })}
          />
        </LabelledField>
      )}
      <LabelledField label={t('forecast.horizon', 'How far ahead')} id="tidemark-forecast-horizon">
        <RadioButtonGroup
          id="tidemark-forecast-horizon"
          aria-label={t('forecast.horizon', 'How far ahead')}
          options={HORIZONS.map((value) => ({ value, label: value }))}
          value={state.horizon}
          onChange={(horizon) => onChange({ horizon })}
        />
      </LabelledField>
      <LimitField limit={state.limit} direction={state.direction} onChange={onChange} />
      <GrowthSlider value={state.growth} onChange={(growth) => onChange({ growth })} />
      {state.growth !== 0 && (
        <LabelledField label={t('forecast.growth-from', 'Growth sets in')} id="tidemark-forecast-growth-from">
          <RadioButtonGroup
            id="tidemark-forecast-growth-from"
            aria-label={t('forecast.growth-from', 'Growth sets in')}
            options={GROWTH_STARTS.map((value) => ({ value, label: startNames[value] }))}
            value={state.growthFrom}
            onChange={(growthFrom) => onChange({ growthFrom })}
          />
        </LabelledField>
      )}
      <fieldset className={styles.models}>
        <legend className={styles.legend}>
          {t('forecast.models', 'Models, up to {{most}} at a time', { most: MAX_MODELS })}
        </legend>
        {MODELS.map((model) => (
          <Checkbox
            key={model}
            label={model}
            value={state.models.includes(model)}
            disabled={!state.models.includes(model) && state.models.length >= MAX_MODELS}
            onChange={(event) => toggle(model, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'flex-start' }),
  models: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2), border: 0, padding: 0, margin: 0 }),
  legend: css({
    margin: theme.spacing(0, 0, 0.5),
    border: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.body.lineHeight,
    color: theme.colors.text.secondary,
  }),
});
