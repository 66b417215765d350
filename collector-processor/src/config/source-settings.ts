import type { Secrets } from './secrets.ts';
import { defaults } from './defaults.ts';
import type { SourceConfig } from './source-schema.ts';
import type { SourceSettings, TlsSettings } from './settings.ts';
import { durationMs } from './watch-definitions.ts';

/** A source as the code uses it; what its files hold is read already. */
export function sourceSettings(config: SourceConfig, index: number, secrets: Secrets): SourceSettings {
  const { timeout, delay, history, ...rest } = { ...defaults.source, ...config };
  const authorization = authorizationOf(config, index, secrets);
  return {
    name: config.name,
    url: config.url.replace(/\/+$/, ''),
    grafanaUid: config.grafana_uid ?? null,
    headers: { ...rest.headers, ...(authorization === null ? {} : { authorization: authorization.header }) },
    auth: describeAuth(config, authorization?.kind),
    tls: tlsSettings(config, index, secrets),
    timeoutMs: durationMs(timeout),
    delayMs: durationMs(delay),
    historyMs: durationMs(history),
    maxPoints: rest.max_points,
    maxSeries: rest.max_series,
    concurrency: rest.concurrency,
    maxSourceResolutionMs: config.max_source_resolution === undefined ? null : durationMs(config.max_source_resolution),
    writeBack: rest.write_back,
  };
}

function authorizationOf(config: SourceConfig, index: number, secrets: Secrets) {
  const token = config.bearer_token ?? secrets.of('sources', index, 'bearer_token_file');
  if (token !== undefined) return { kind: 'bearer', header: `Bearer ${token}` };
  if (config.basic === undefined) return null;
  const password = config.basic.password ?? secrets.of('sources', index, 'basic', 'password_file') ?? '';
  return { kind: 'basic', header: `Basic ${Buffer.from(`${config.basic.username}:${password}`).toString('base64')}` };
}

function describeAuth(config: SourceConfig, kind: string | undefined): string {
  const headers = Object.keys(config.headers ?? {}).length > 0 ? 'headers' : null;
  const mutual = config.tls?.cert_file === undefined ? null : 'mTLS';
  return [kind ?? headers, mutual].filter((word) => word != null).join(' with ') || 'none';
}

function tlsSettings({ tls }: SourceConfig, index: number, secrets: Secrets): TlsSettings | null {
  if (tls === undefined) return null;
  const read = (key: string): string | null => secrets.of('sources', index, 'tls', key) ?? null;
  return {
    ca: read('ca_file'),
    cert: read('cert_file'),
    key: read('key_file'),
    serverName: tls.server_name ?? null,
  };
}
