import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';

// The name under which @grafana/ui asks for it.
const ROBOTO_MONO = 'L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2';

const TYPES = { '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

/**
 * Icons and fonts that @grafana/ui asks for by address while it runs, laid where src/public-path.ts says they are.
 * Grafana brings them along; a plain page must do so itself.
 */
export function grafanaAssets(require) {
  const icons = join(dirname(require.resolve('@grafana/ui/package.json')), 'dist/public/img/icons');
  const font = (name, file) => join(dirname(require.resolve(`@fontsource/${name}/package.json`)), 'files', file);
  const copies = [
    // Its package lacks the icon that its loading sign is made of; before the folder, so that it is found first.
    { from: join(icons, 'unicons/process.svg'), to: 'assets/build/img/icons/unicons/spinner.svg' },
    { from: icons, to: 'assets/build/img/icons' },
    { from: font('inter', 'inter-latin-400-normal.woff2'), to: 'assets/fonts/inter/Inter-Regular.woff2' },
    { from: font('inter', 'inter-latin-500-normal.woff2'), to: 'assets/fonts/inter/Inter-Medium.woff2' },
    { from: font('roboto-mono', 'roboto-mono-latin-400-normal.woff2'), to: `assets/fonts/roboto/${ROBOTO_MONO}` },
  ];
  let outDir = '';
  return {
    name: 'tidemark-grafana-assets',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      for (const { from, to } of copies) {
        const target = join(outDir, to);
        await mkdir(dirname(target), { recursive: true });
        await cp(from, target, { recursive: true });
      }
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname).slice(1);
        const copy = copies.find(({ to }) => path === to || path.startsWith(`${to}/`));
        if (copy === undefined) {
          next();
          return;
        }
        try {
          const body = await readFile(join(copy.from, path.slice(copy.to.length)));
          response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
          response.end(body);
        } catch {
          response.statusCode = 404;
          response.end();
        }
      });
    },
  };
}
