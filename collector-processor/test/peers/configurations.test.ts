import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { log, PROVISIONING } from './harness/paths.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { ensureCollector } from './install/collector.ts';
import { ensurePrometheus } from './install/prometheus.ts';

const run = promisify(execFile);
const BUILD_WITHIN_MS = 1_800_000;

describeWithPeers('the provisioned files, by the programs that read them', () => {
  it.each(['config.yaml', 'access-logs.yaml'])(
    'the Collector accepts collector/%s, with the addresses of docker-compose.yml as defaults',
    async (name) => {
      const collector = await ensureCollector(log);
      const config = join(PROVISIONING, 'collector', name);

      await expect(
        run(collector, ['validate', '--config', config], { env: { ...process.env, TIDEMARK_TOKEN: 'any-token' } }),
      ).resolves.toBeDefined();
    },
    BUILD_WITHIN_MS,
  );

  it(
    'promtool accepts prometheus/prometheus.yml',
    async () => {
      const { promtool } = await ensurePrometheus(log);
      const config = join(PROVISIONING, 'prometheus', 'prometheus.yml');

      // Only the syntax: the token's file is the deployment's.
      const { stdout } = await run(promtool, ['check', 'config', '--syntax-only', config]);

      expect(stdout).toContain('SUCCESS');
    },
    BUILD_WITHIN_MS,
  );
});
