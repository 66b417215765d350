// Finds a Chromium, or installs the distribution's where that can be done without asking (root on Debian and its kin).
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const HOW =
  'No Chromium was found. Install one (Debian, Ubuntu: `sudo apt-get install chromium`; Fedora: `sudo dnf install chromium`; ' +
  'macOS: `brew install --cask chromium`), or name one in CHROMIUM_PATH.';

/** Path of a Chromium or Chrome on this machine, or null. CHROMIUM_PATH wins. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return runs(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...APPLICATIONS].find(runs) ?? null;
}

/** As `findChromium`, installing it from the distribution when it is missing; throws with what to do where that is not possible. */
export function ensureChromium(log = (line) => console.error(line)) {
  const found = findChromium();
  if (found) return found;
  const installable = !process.env.CHROMIUM_PATH && process.getuid?.() === 0 && has('apt-get');
  if (!installable) throw new Error(HOW);
  log('Installing Chromium from the distribution (about 100 MB, once) …');
  run(['update']);
  run(['install', '-y', '--no-install-recommends', 'chromium']);
  const installed = findChromium();
  if (!installed) throw new Error(HOW);
  return installed;
}

function run(args) {
  const { status, stderr } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args[0]} failed:\n${stderr}\n${HOW}`);
}

const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
