import { OPEN_METRICS_TYPE, TEXT_TYPE, toOpenMetrics, wantsOpenMetrics } from '../../deliver/scrape/open-metrics.ts';
import type { Routes } from '../api-context.ts';

export const metricsRoute: Routes = (app, { metricsPages }) => {
  const schema = { tags: ['service'], summary: 'Derived and own metrics for Prometheus', security: [{ bearer: [] }] };
  app.get('/metrics', { schema, config: { scope: 'read' } }, async ({ headers }, reply) => {
    const pages = await Promise.all(metricsPages.map((page) => page()));
    const text = pages.join('');
    if (wantsOpenMetrics(headers.accept)) return reply.type(OPEN_METRICS_TYPE).send(toOpenMetrics(text));
    return reply.type(TEXT_TYPE).send(text);
  });
};
