// Builds the page of scenes (bench/page) and serves it on a free port of loopback:
//   node plugin/bench/serve-page.mjs        says its address, until it is ended
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { grafanaAssets } from '../workbench/grafana-assets.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Where the page is, and how to end serving it. */
export async function servePage() {
  const dist = join(here, 'dist');
  await build({
    root: join(here, 'page'),
    configFile: false,
    logLevel: 'error',
    plugins: [react(), grafanaAssets(createRequire(import.meta.url))],
    build: { outDir: dist, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname === '/' ? '/index.html' : normalize(pathname);
    try {
      const body = await readFile(join(dist, path));
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((done) => server.close(done)) };
}

if (import.meta.main) console.log((await servePage()).url);
