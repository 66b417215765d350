export type { DerivedTable } from './derived-table.ts';
export { createForecastMetrics } from './forecast-table.ts';
export { createOtlpDelivery, type OtlpDelivery, type OtlpDeliveryOptions } from './otlp/otlp-delivery.ts';
export { createScrapePage, type ScrapePage } from './scrape/scrape-page.ts';
