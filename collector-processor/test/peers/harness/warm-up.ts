import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROVISIONING, ROOT } from './paths.ts';

const run = promisify(execFile);

/** Teaches an empty data folder the shop's past, by the program that docker-compose.yml runs for it. */
export async function warmUp(dataDir: string, tokenFile: string): Promise<void> {
  await run(process.execPath, [join(ROOT, 'collector-processor', 'src', 'demo', 'history', 'main.ts')], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TOKEN_FILE: tokenFile,
      TIDEMARK_CONFIG: join(PROVISIONING, 'tidemark', 'tidemark.yaml'),
      TIDEMARK_STORAGE_PATH: dataDir,
    },
  });
}
