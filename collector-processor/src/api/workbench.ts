import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { ApiServer } from './api-context.ts';

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>Tidemark</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
<h1>Tidemark is running</h1>
<p>The workbench, the page that belongs here, is not built. Run <code>npm run build</code> in the repository and reload.</p>
<p>Meanwhile: <a href="/api/v1/watches">watches</a>, <a href="/api/v1/incidents">incidents</a>,
<a href="/metrics">metrics</a>, <a href="/readyz">readiness</a>, and <a href="/api/openapi.json">the API's contract</a>.</p>
</html>
`;

/** The workbench at `/`: its built files, or a page that says how to build them. Open to all: the data behind it is not. */
export async function serveWorkbench(app: ApiServer, staticDir: string | null): Promise<void> {
  if (staticDir !== null && existsSync(join(staticDir, 'index.html'))) {
    await app.register(fastifyStatic, { root: staticDir });
    return;
  }
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.type('text/html; charset=utf-8').send(NOT_BUILT));
}
