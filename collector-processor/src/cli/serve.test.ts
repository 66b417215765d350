import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const bin = fileURLToPath(new URL('../../bin/tidemark.mjs', import.meta.url));

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exited: Promise<number | null>;
  /** Resolves with everything said so far when the pattern is in it. */
  said(pattern: RegExp): Promise<string>;
}

function serve(folder: string, config: string, ...flags: string[]): Running {
  writeFileSync(join(folder, 'tidemark.yaml'), config);
  const child = spawn(process.execPath, [bin, 'serve', '--log-level', 'error', ...flags], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  let text = '';
  let check = (): void => undefined;
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    check();
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    child,
    exited,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        check = () => {
          if (pattern.test(text)) resolve(text);
        };
        check();
        void exited.then(() =>
          pattern.test(text) ? resolve(text) : reject(new Error(`never said ${pattern}: ${text}`)),
        );
      }),
  };
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'tidemark-serve-'));
const FREE_PORTS = 'otlp: { port: 0 }\napi: { port: 0 }\n';

describe('serve', () => {
  it('takes ./tidemark.yaml, says where it listens, and ends cleanly though Ctrl-C comes twice', async () => {
    const folder = newFolder();
    const { child, exited, said } = serve(folder, FREE_PORTS);
    const text = await said(/workbench +http:\/\/127\.0\.0\.1:\d+/);
    expect(text).toContain('listening on loopback only');
    const [, url = ''] = /workbench +(\S+)/.exec(text) ?? [];
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);

    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(existsSync(join(folder, 'tidemark-data'))).toBe(true);
  }, 30_000);

  it.each(['otlp', 'api'])(
    'ends with 5 where the port of %s is taken',
    async (section) => {
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => other.once('listening', resolve));
      const { port } = other.address() as AddressInfo;
      try {
        const { exited, said } = serve(
          newFolder(),
          FREE_PORTS.replace(`${section}: { port: 0`, `${section}: { port: ${port}`),
        );
        expect(await said(/TLERR/)).toContain(`TLERR_LISTEN_FAILED: Cannot listen on 127.0.0.1:${port}: `);
        expect(await exited).toBe(5);
      } finally {
        other.close();
      }
    },
    30_000,
  );

  it('ends with 2 and all faults where the configuration is wrong', async () => {
    const { exited, said } = serve(newFolder(), 'otlp: { host: 0.0.0.0 }\napi: { prt: 1 }\n');
    const text = await said(/TLERR_CONFIG_INVALID/);
    expect(text).toContain("tidemark.yaml:1:15: otlp.host: '0.0.0.0' can be reached from other machines");
    expect(text).toContain('tidemark.yaml:2:8: api.prt: unknown key');
    expect(await exited).toBe(2);
  }, 30_000);

  it('starts with threads that score, ends with them, and refuses a number that cannot be', async () => {
    const { child, exited, said } = serve(newFolder(), FREE_PORTS, '--shards', 'auto');
    const [, url = ''] = /workbench +(\S+)/.exec(await said(/workbench +http:\/\/127\.0\.0\.1:\d+/)) ?? [];
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);

    const refused = serve(newFolder(), FREE_PORTS, '--shards', '0');
    expect(await refused.said(/TLERR/)).toContain("--shards '0' is not allowed; allowed: auto, or 1 to 64");
    expect(await refused.exited).not.toBe(0);
  }, 60_000);
});
