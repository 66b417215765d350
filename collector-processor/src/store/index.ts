export { createStore, type RangeRequest, type Retention, type Store, type StoreOptions } from './store.ts';
export { MEMORY } from './database.ts';
export type { IncidentFilter, IncidentPage } from './incidents-table.ts';
export type { StoredSeries } from './series-table.ts';
export type { LatestStep, StoredColumn, StoredRange } from './steps-table.ts';
export type { StoreOperation, WriteOutcome } from './transaction.ts';
