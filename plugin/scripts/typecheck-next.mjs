// Type-checks the plugin against Grafana's next line (compat-next/package.json), which it installs there when it is missing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'compat-next');

/** Runs a program in compat-next with its output shown; ends this one with its exit code if it fails. */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (error !== undefined || status !== 0) {
    console.error(error?.message ?? `${command} ${args.join(' ')} failed in plugin/compat-next.`);
    process.exit(status ?? 1);
  }
}

/** True when what is installed is what the lockfile says. */
function isInstalled() {
  try {
    const versions = (file) =>
      Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')).packages)
        .filter(([path, { optional }]) => path !== '' && !optional)
        .map(([path, { version }]) => `${path}@${version}`);
    const installed = new Set(versions('node_modules/.package-lock.json'));
    return versions('package-lock.json').every((entry) => installed.has(entry));
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  console.log("Installing the types of Grafana's next line into plugin/compat-next (about a minute)…");
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
}
const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/@grafana/ui/package.json'), 'utf8'));
run(process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
console.log(`The plugin's types fit Grafana ${version} and React 19.`);
