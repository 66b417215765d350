import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig, parseConfig, settingsOf } from './load-config.ts';
import { formatProblem } from './problem.ts';
import type { Settings } from './settings.ts';

function problemsOf(text: string, env: Record<string, string> = {}): string[] {
  const result = parseConfig(text, 't.yaml', env);
  return result.status === 'ok' ? [] : result.problems.map(formatProblem);
}

function settingsOfText(text: string, env: Record<string, string> = {}): Settings {
  const result = parseConfig(text, 't.yaml', env);
  if (result.status === 'invalid') throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.settings;
}

describe('a configuration without faults', () => {
  it('is the defaults when there is no file', () => {
    const result = loadConfig(undefined, {});
    expect(result).toMatchObject({
      status: 'ok',
      settings: {
        file: null,
        otlp: { host: '127.0.0.1', port: 4318, limits: { bodyBytes: 8 * 2 ** 20, decompressedBytes: 64 * 2 ** 20 } },
        api: { host: '127.0.0.1', port: 4319 },
        storage: {
          bandRetentionMs: 7 * 86_400_000,
          incidentRetentionMs: 90 * 86_400_000,
          checkpointIntervalMs: 300_000,
        },
        export: { policy: 'bands', otlp: null },
        closeAfterMs: 120_000,
        graceMs: 600_000,
      },
    });
  });

  it('warns that without tokens it stays on loopback', () => {
    const result = loadConfig(undefined, {});
    expect(result.status === 'ok' ? result.warnings.join() : '').toContain('listening on loopback only');
  });

  it('takes the four HTTP watches first, then the named ones', () => {
    const settings = settingsOfText('watches: [{ name: a, source: { otlp: { metric: m } }, measure: rate }]');
    expect(settings.watches.map(({ name }) => name)).toEqual(['requests', 'errors', 'client_errors', 'latency', 'a']);
  });

  it('is frozen all the way down', () => {
    const settings = settingsOf({});
    expect(Object.isFrozen(settings.otlp.limits)).toBe(true);
    expect(Object.isFrozen(settings.watches[0]?.groupBy[0])).toBe(true);
  });

  it('treats a section whose lines are all comments as absent', () => {
    expect(problemsOf('otlp:\n  # port: 1\napi:\n')).toEqual([]);
  });

  it('puts a relative storage path beside the file', () => {
    const result = parseConfig('storage: { path: data }', '/etc/tidemark/tidemark.yaml', {});
    expect(result.status === 'ok' ? result.settings.storage.path : '').toBe('/etc/tidemark/data');
  });
});

describe('the environment', () => {
  it('overrides the file, as the type the key has', () => {
    const settings = settingsOfText('otlp: { port: 1 }\nscrape: { enabled: true }', {
      TIDEMARK_OTLP_PORT: '5000',
      TIDEMARK_SCRAPE_ENABLED: 'false',
      TIDEMARK_DEFAULTS_SENSITIVITY_FALSE_ALARMS_PER_WEEK: '0.5',
    });
    expect(settings.otlp.port).toBe(5000);
    expect(settings.scrape.enabled).toBe(false);
    expect(settings.watches[0]?.falseAlarmsPerWeek).toBe(0.5);
  });

  it('is named in the fault it causes', () => {
    expect(problemsOf('', { TIDEMARK_API_PORT: 'http' })).toEqual([
      "environment variable TIDEMARK_API_PORT: api.port: 'http' is not allowed; allowed: a whole number from 0 to 65535",
    ]);
  });

  it('is warned about where the name is unknown', () => {
    const result = loadConfig(undefined, { TIDEMARK_OTPL_PORT: '1' });
    expect(result.status === 'ok' ? result.warnings[0] : '').toBe(
      "environment variable TIDEMARK_OTPL_PORT is not one of Tidemark's and is ignored. Did you mean TIDEMARK_OTLP_PORT?",
    );
  });

  it('is not warned about where the file refers to it', () => {
    const text = 'auth: { tokens: [{ name: a, token: "${TIDEMARK_TOKEN}", scopes: [read] }] }';
    expect(parseConfig(text, 't.yaml', { TIDEMARK_TOKEN: 'a-long-token' })).toMatchObject({
      status: 'ok',
      warnings: [],
    });
  });

  it('fills in ${NAME}, with a fallback, and leaves $${ alone', () => {
    const settings = settingsOfText(
      'export: { otlp: { endpoint: "http://${HOST:-localhost}:1/v1/metrics", headers: { a: "${env:KEY}", b: "$${KEY}" } } }',
      { KEY: 'k1' },
    );
    expect(settings.export.otlp).toMatchObject({
      endpoint: 'http://localhost:1/v1/metrics',
      headers: { a: 'k1', b: '${KEY}' },
    });
  });

  it('tells once that a variable is missing', () => {
    expect(problemsOf('otlp:\n  port: ${PORT}')).toEqual([
      't.yaml:2:9: otlp.port: environment variable PORT is not set; set it, or give a fallback as ${PORT:-value}',
    ]);
  });
});

describe('tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-config-'));

  it('come from the file that token_file names', () => {
    writeFileSync(join(folder, 'token'), 'from-a-file-1\n');
    const result = parseConfig(
      'auth: { tokens: [{ name: a, token_file: token, scopes: [read], limits: { points_per_second: 5, series: 9 } }] }',
      join(folder, 't.yaml'),
      {},
    );
    expect(result.status === 'ok' ? result.settings.auth.tokens : []).toEqual([
      {
        ...{ name: 'a', token: 'from-a-file-1', scopes: ['read'] },
        limits: { requestsPerSecond: null, pointsPerSecond: 5, series: 9 },
      },
    ]);
  });

  it('allow an address that others can reach', () => {
    const settings = settingsOfText(
      'otlp: { host: 0.0.0.0 }\nauth: { tokens: [{ name: a, token: 0123456789, scopes: [ingest] }] }'.replace(
        '0123456789',
        '"0123456789"',
      ),
    );
    expect(settings.otlp.host).toBe('0.0.0.0');
  });

  it('are never quoted in a fault', () => {
    expect(problemsOf('auth: { tokens: [{ name: a, token: s3cret, scopes: [read] }] }').join()).not.toContain('s3cret');
  });
});

describe('settingsOf', () => {
  it('throws every fault of a configuration given by code', () => {
    expect(() => settingsOf({ otlp: { port: 99_999 }, api: { port: -1 } })).toThrow(/has 2 faults to correct/);
  });
});
