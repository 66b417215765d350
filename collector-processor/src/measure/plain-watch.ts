import { defaults } from '../config/defaults.ts';
import type { WatchSettings } from './watch.ts';

/** A watch as `tidemark.yaml` would make it with nothing but a name. */
export function plainWatch(stepMs: number): WatchSettings {
  const { direction, timezone, sensitivity, min_change: minChange } = defaults.defaults;
  return {
    name: 'evaluated',
    description: '',
    unit: '',
    origin: 'replay',
    measure: 'mean',
    quantiles: [],
    groupBy: [[]],
    stepMs,
    direction,
    falseAlarmsPerWeek: sensitivity.false_alarms_per_week,
    minChange,
    timezone,
    nonNegative: false,
    countUnit: 0,
    horizonsMs: [],
  };
}
