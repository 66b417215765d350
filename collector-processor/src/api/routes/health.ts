import type { Routes } from '../api-context.ts';

/** Open to all: a probe has no token. They tell nothing of the data. */
export const healthRoutes: Routes = (app, { waitingFor, version }) => {
  const tags = ['service'];
  app.get('/healthz', { schema: { tags, summary: 'Whether the process answers' } }, () => ({ status: 'ok', version }));

  app.get(
    '/readyz',
    { schema: { tags, summary: 'Whether it takes and scores data; if not, what it waits for' } },
    (_, reply) => {
      const waiting = waitingFor();
      if (waiting.length === 0) return { status: 'ready' };
      return reply.code(503).send({ status: 'not_ready', waitingFor: waiting });
    },
  );
};
