import React from 'react';
import { t } from '@grafana/i18n';
import { Badge, Stack } from '@grafana/ui';
import type { WhatIfResponse } from '../../shared/api/contract';
import { durationText } from '../../shared/incidents/describe';
import { valueText } from '../../shared/incidents/value-text';
import { FactTable } from './FactTable';

/** The models and what each was worth on this series' own past. */
export function ModelsTable({ models, unit, stepMs }: WhatIfResponse) {
  const errors = models.flatMap(({ backtest }) => (backtest === null ? [] : [backtest.mae]));
  const least = errors.length > 1 ? Math.min(...errors) : null;
  return (
    <FactTable
      label={t('forecast.models-table', 'Models and their errors')}
      head={[
        t('forecast.model', 'Model'),
        'sMAPE',
        t('forecast.mean-error', 'Mean error'),
        t('forecast.covered', 'In the 95 % interval'),
        t('forecast.past-forecasts', 'Past forecasts'),
      ]}
      rows={models.map(({ name, model, fallback, backtest }) => [
        <Stack key={name} gap={1} alignItems="center">
          {name}
          {least !== null && backtest?.mae === least && (
            <Badge color="green" text={t('forecast.best', 'least error')} />
          )}
          {fallback !== null && (
            <span>{t('forecast.stands-in', '{{model}} stands in: {{fallback}}', { model, fallback })}</span>
          )}
        </Stack>,
        ...(backtest === null
          ? ['–', '–', '–', t('forecast.too-short', 'history too short')]
          : [
              `${backtest.smape.toFixed(1)} %`,
              valueText(backtest.mae, unit),
              `${Math.round(100 * backtest.coverage)} %`,
              `${backtest.origins} × ${durationText(backtest.horizon * stepMs)}`,
            ]),
      ])}
    />
  );
}
