export { createStore, type RangeRequest, type Retention, type Store, type StoreOptions } from './store.ts';
export type { Mute } from './mutes-table.ts';
export type { SavedWatch } from './watches-table.ts';
export { MEMORY } from './database.ts';
export type { ForecastAccuracy } from './forecasts-table.ts';
export type { IncidentFilter, IncidentOrder, IncidentPage } from './incidents-table.ts';
export type { StoredSeries } from './series-table.ts';
export type { LatestStep, StoredColumn, StoredPeak, StoredRange } from './steps-table.ts';
export type { StoreOperation, WriteOutcome } from './transaction.ts';
