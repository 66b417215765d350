import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseConfig } from '../config/load-config.ts';
import { formatProblem } from '../config/problem.ts';
import { demoSettings } from './demo-settings.ts';

const FILE = new URL('../../../provisioning/tidemark/tidemark.yaml', import.meta.url);

it('docker compose watches the volumes of its shop as the demo does', () => {
  // A file that is there stands for the secret.
  const parsed = parseConfig(readFileSync(FILE, 'utf8'), 'tidemark.yaml', { TOKEN_FILE: FILE.pathname });
  if (parsed.status === 'invalid') throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const demo = demoSettings({ apiPort: 0, otlpPort: 0, dataDir: '/nowhere', timezone: 'UTC' });
  const diskOf = ({ watches }: Pick<typeof demo, 'watches'>) => watches.find(({ name }) => name === 'disk');
  const { name, measure, groupBy, limit, minChange, source } = diskOf(demo)!;
  expect(diskOf(parsed.settings)).toMatchObject({ name, measure, groupBy, limit, minChange, source });
});
