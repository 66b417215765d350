#!/usr/bin/env node
// Runs every npm script of the root, from any Node that npm runs on: installs what is missing, puts the project's own
// Node 24 first on PATH, builds what the task needs and is older than its sources, and says what it is doing.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const say = (text) => process.stderr.write(`tidemark: ${text}\n`);
const jest = ['node', '--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

const [task, ...given] = process.argv.slice(2);

const tasks = {
  demo: () => {
    workbench();
    return run(['node', 'collector-processor/bin/tidemark.mjs', 'demo', ...given]);
  },
  test: () => run([...jest, ...given]),
  'test:peers': () => {
    workbench();
    chromium();
    return run([...jest, '-c', 'collector-processor/test/peers/jest.config.mjs', '--runInBand', ...given]);
  },
  'test:e2e': () => {
    chromium();
    return run([...jest, '-c', 'collector-processor/test/peers/jest.config.mjs', '--runInBand', 'grafana', ...given]);
  },
  scenarios: () => run(['node', 'collector-processor/test/scenarios/table/main.ts', ...given]),
  calibration: () => run(['node', 'collector-processor/test/scenarios/calibration/main.ts', ...given]),
  bench: () => run(['node', '--no-warnings', 'collector-processor/bench/main.ts', ...given]),
  build: () => runAll(['npm', 'run', 'build', '-w', 'plugin'], ['npm', 'run', 'build:workbench', '-w', 'plugin']),
  'check:plugin': () => {
    plugin();
    return run(['node', 'plugin/scripts/check-plugin.mjs']);
  },
  lint: () => runAll(['eslint', '.', '--max-warnings=0', ...given], ['prettier', '--check', '--log-level=warn', '.']),
  format: () => run(['prettier', '--write', '--log-level=warn', '.']),
  typecheck: () => runAll(['tsc', '-p', 'collector-processor'], ['tsc', '-p', 'plugin']),
  'typecheck:next': () => run(['node', 'plugin/scripts/typecheck-next.mjs']),
};

if (!Object.hasOwn(tasks, task)) {
  say(`unknown task '${task ?? ''}'; there are: ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
install();
process.exit(await tasks[task]());

/** Installs when the lockfile is not the one that was installed last. */
function install() {
  const stamp = join(root, 'node_modules', '.tidemark-lockfile');
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  const first = !existsSync(join(root, 'node_modules'));
  say(first ? 'installing packages (once; a minute or two)…' : 'bringing packages up to date…');
  // Engine warnings are about the system's Node, which only starts this script.
  must(['npm', first ? 'ci' : 'install', '--loglevel=error', '--no-progress'], 'installing packages');
  if (!existsSync(join(bin, 'node'))) {
    say("the 'node' package brought no binary for this platform: install Node 24 yourself and try again");
    process.exit(1);
  }
  writeFileSync(stamp, lockfile);
}

function workbench() {
  const built = join(root, 'plugin', 'workbench', 'dist', 'index.html');
  const sources = ['plugin/src', 'plugin/workbench', 'collector-processor/src/api/contract'];
  if (newest([built]) > newest(sources.map((path) => join(root, path)))) return;
  say('building the workbench…');
  must(['npm', 'run', '--silent', 'build:workbench', '-w', 'plugin'], 'building the workbench');
}

function plugin() {
  if (newest([join(root, 'plugin', 'dist-zip')]) > newest([join(root, 'plugin', 'src')])) return;
  say('building the plugin…');
  must(['npm', 'run', '--silent', 'build', '-w', 'plugin'], 'building the plugin');
}

function chromium() {
  must(['node', 'scripts/ensure-chromium.mjs'], 'finding a browser');
}

/** Newest modification below the paths, ms; 0 where there is nothing. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    if (!stats.isDirectory()) latest = Math.max(latest, stats.mtimeMs);
    else if (!/(^|[\\/])(dist|node_modules)$/.test(path)) {
      latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
    }
  }
  return latest;
}

/** A step that the task cannot do without; quiet unless it fails. */
function must(command, what) {
  const result = spawnSync(command[0], command.slice(1), {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  say(`${what} failed (${command.join(' ')})`);
  process.exit(result.status ?? 1);
}

/** One after the other, all of them, so that every fault is shown; the first exit code that is not 0 counts. */
async function runAll(...commands) {
  let code = 0;
  for (const command of commands) {
    const ended = await run(command);
    code ||= ended;
  }
  return code;
}

/** The task itself: its output is ours, its exit code too; signals reach it through the terminal's group or from us. */
function run(command) {
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), { cwd: root, env, stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    child.on('error', (error) => {
      say(`${command[0]} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
