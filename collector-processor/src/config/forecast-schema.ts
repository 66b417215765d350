import { Type } from 'typebox';
import { defaults } from './defaults.ts';
import { oneOf, section } from './schema-types.ts';
import { FORECASTERS } from '../forecast/registry.ts';

/** `forecast`: how much is forecast, and by which models. */
export const forecastSchema = section(
  {
    series_per_hour: Type.Optional(
      Type.Integer({
        description: 'Forecasts an hour at most; the most urgent series come first.',
        minimum: 1,
        maximum: 1_000_000,
        default: defaults.forecast.series_per_hour,
      }),
    ),
    cpu_share: Type.Optional(
      Type.Number({
        description: 'Of one core, what forecasts may take over time.',
        exclusiveMinimum: 0,
        maximum: 1,
        default: defaults.forecast.cpu_share,
      }),
    ),
    candidates: Type.Optional(
      Type.Array(oneOf(Object.keys(FORECASTERS), { description: 'A forecaster.' }), {
        description:
          "Models that `auto` is compared with on each series' own past, once a day; a clearly better one is taken.",
        maxItems: 8,
        uniqueItems: true,
        default: defaults.forecast.candidates,
      }),
    ),
  },
  'Forecasts of hours and days ahead, made on the side.',
);
