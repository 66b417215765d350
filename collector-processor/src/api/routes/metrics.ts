import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { OPEN_METRICS_TYPE, TEXT_TYPE, toOpenMetrics, wantsOpenMetrics } from '../../deliver/scrape/open-metrics.ts';
import type { Routes } from '../api-context.ts';
import { selectSamples } from '../parameters/select-samples.ts';
import { parseSelectors } from '../parameters/selectors.ts';

/** Pieces are written for so long before others get a turn. */
const SLICE_MS = 10;

export const metricsRoute: Routes = (app, { metricsPages }) => {
  const schema = { tags: ['service'], summary: 'Derived and own metrics for Prometheus', security: [{ bearer: [] }] };
  app.get('/metrics', { schema, config: { scope: 'read' } }, async ({ headers, query }, reply) => {
    const match = parseSelectors((query as { 'match[]'?: string | string[] })['match[]']);
    const pages = await Promise.all(metricsPages.map((page) => page(match)));
    const pieces = pages.filter((page) => typeof page !== 'string');
    const text = pages.filter((page) => typeof page === 'string').join('');
    const selected = match === undefined ? text : selectSamples(text, match);
    const open = wantsOpenMetrics(headers.accept);
    reply.type(open ? OPEN_METRICS_TYPE : TEXT_TYPE);
    return Readable.from(inTurns(pieces, open ? toOpenMetrics(selected) : selected), { highWaterMark: 1 });
  });
};

async function* inTurns(pages: readonly Iterable<string>[], text: string): AsyncGenerator<string, void, undefined> {
  let sinceMs = performance.now();
  for (const page of pages) {
    for (const piece of page) {
      yield piece;
      if (performance.now() - sinceMs < SLICE_MS) continue;
      await turn();
      sinceMs = performance.now();
    }
  }
  yield text;
}
