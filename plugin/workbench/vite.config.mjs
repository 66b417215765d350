import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { grafanaAssets } from './grafana-assets.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** The workbench: the plugin's graph and incidents in a plain page, which the collector-processor serves at `/`. */
export default defineConfig({
  root: here,
  plugins: [react(), grafanaAssets(require)],
  build: {
    outDir: join(here, 'dist'),
    emptyOutDir: true,
    // @grafana/ui alone is more; it is fetched once, from the machine itself, and cached by its hash.
    chunkSizeWarningLimit: 3000,
  },
  server: {
    // `npm run dev:workbench -w plugin` beside a running collector-processor.
    proxy: Object.fromEntries(
      ['/api', '/demo'].map((path) => [path, process.env.TIDEMARK_URL ?? 'http://127.0.0.1:4319']),
    ),
  },
});
