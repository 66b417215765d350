import { Type } from 'typebox';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Routes } from '../api-context.ts';
import { SourceCheck, SourcesResponse } from '../contract/index.ts';
import { describeRoute } from '../route-schema.ts';
import { troubleOf } from '../trouble.ts';

export const sourcesRoute: Routes = (app, { pulls }) => {
  const schema = describeRoute({
    summary: 'The Prometheus servers that watches and backtests may ask',
    tag: 'watches',
    response: SourcesResponse,
  });
  app.get('/api/v1/sources', { schema, config: { scope: 'read' } }, () => ({
    sources: pulls.sources.map(({ settings, health }) => {
      const { state, lastAnswerMs, lastError } = health();
      return {
        name: settings.name,
        grafanaUid: settings.grafanaUid,
        state,
        lastAnswerMs,
        lastError: troubleOf(lastError),
        watches: pulls.watchesOf(settings.name),
      };
    }),
  }));
};

/** Under /admin, so that a proxy can keep it to administrators by its path. */
export const checkSourceRoute: Routes = (app, { pulls, clock }) => {
  const schema = {
    ...describeRoute({
      summary: 'Ask a source now, and say where it is and how it is asked',
      tag: 'watches',
      response: SourceCheck,
      errors: [404],
    }),
    params: Type.Object({ name: Type.String({ maxLength: 200 }) }),
  };
  app.post('/api/v1/admin/sources/:name/check', { schema, config: { scope: 'admin' } }, async ({ params }) => {
    const source = pulls.sources.find(({ settings }) => settings.name === params.name);
    if (source === undefined) throw new TidemarkError('TLERR_NOT_FOUND', { what: `Source '${params.name}'` });
    const { outcome, tookMs } = await source.check();
    const { name, url, auth } = source.settings;
    const error = outcome.status === 'ok' ? null : troubleOf({ error: outcome.error, atMs: clock() });
    return { name, url, auth, reachable: outcome.status === 'ok', tookMs, error };
  });
};
