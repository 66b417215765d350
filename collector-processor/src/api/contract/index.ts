/** The contract of the HTTP API: schemas that validate, document (/api/openapi.json) and type it. The plugin imports this and nothing else. */
export * from './common.ts';
export * from './watches.ts';
export * from './models.ts';
export * from './range.ts';
export * from './incidents.ts';
export * from './rollups.ts';
export * from './incident-detail.ts';
export * from './sources.ts';
export * from './watch-detail.ts';
export * from './backtests.ts';
export * from './forecasts.ts';
