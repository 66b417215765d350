import { isIP } from 'node:net';
import { defaults } from './defaults.ts';
import { parseByteSize } from './byte-size.ts';
import type { DraftConfig } from './draft.ts';
import type { Fault } from './validate.ts';
import { conflict, firstWithSame } from './check-parts.ts';
import { checkCalendars } from './calendar-checks.ts';
import { checkSources } from './source-checks.ts';
import { checkWatches } from './watch-checks.ts';

/** What no single value shows. Takes what is left of a configuration when its faulty parts are out, so that both kinds are told at once. */
export function crossChecks(config: DraftConfig): Fault[] {
  return [
    ...checkExposure(config),
    ...checkTokens(config),
    ...checkSizes(config),
    ...checkPorts(config),
    ...checkSources(config),
    ...checkCalendars(config),
    ...checkWatches(config),
  ];
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function checkExposure(config: DraftConfig): Fault[] {
  if ((config.auth?.tokens ?? []).length > 0) return [];
  return (['otlp', 'api'] as const).flatMap((section) => {
    const host = config[section]?.host;
    if (host === undefined || isLoopback(host) || config[section]?.tls?.client_ca_file !== undefined) return [];
    const message = `'${host}' can be reached from other machines, and no tokens are configured: add auth.tokens, or listen on 127.0.0.1`;
    return [conflict([section, 'host'], message)];
  });
}

function checkTokens(config: DraftConfig): Fault[] {
  const tokens = config.auth?.tokens ?? [];
  return tokens.flatMap((entry, index) => {
    if (entry === undefined) return [];
    const path = ['auth', 'tokens', index];
    const faults: Fault[] = [];
    const first = firstWithSame(tokens, index, 'name');
    if (first !== null)
      faults.push(
        conflict([...path, 'name'], `'${entry.name}' is the name of auth.tokens[${first}] already; names are unique`),
      );
    if (entry.token === undefined && entry.token_file === undefined) {
      faults.push({
        kind: 'missing',
        path: [...path, 'token'],
        at: 'value',
        message: 'is missing; give `token` or `token_file`',
      });
    } else if (entry.token !== undefined && entry.token_file !== undefined) {
      faults.push(conflict([...path, 'token_file'], 'is given beside `token`; give one of them'));
    }
    return faults;
  });
}

function checkSizes(config: DraftConfig): Fault[] {
  const limits = { ...defaults.otlp.limits, ...config.otlp?.limits };
  const body = parseByteSize(limits.body);
  const decompressed = parseByteSize(limits.decompressed);
  const waiting = parseByteSize(limits.waiting);
  if (body === null || decompressed === null || waiting === null) return [];
  if (body > decompressed) {
    const named = config.otlp?.limits?.decompressed === undefined ? 'body' : 'decompressed';
    const message = `otlp.limits.body (${limits.body}) is larger than otlp.limits.decompressed (${limits.decompressed}); allowed: body up to decompressed`;
    return [conflict(['otlp', 'limits', named], message)];
  }
  if (waiting >= body + decompressed) return [];
  const named = (['waiting', 'decompressed', 'body'] as const).find((key) => config.otlp?.limits?.[key] !== undefined);
  const message = `otlp.limits.waiting (${limits.waiting}) has no room for one request of the largest size (body ${limits.body} and decompressed ${limits.decompressed})`;
  return [conflict(['otlp', 'limits', named ?? 'waiting'], message)];
}

function checkPorts(config: DraftConfig): Fault[] {
  const otlp = { ...defaults.otlp, ...config.otlp };
  const api = { ...defaults.api, ...config.api };
  const grpc = { ...defaults.otlp.grpc, ...config.otlp?.grpc };
  const grpcPort = otlp.port === 0 && config.otlp?.grpc?.port === undefined ? 0 : grpc.port;
  const faults: Fault[] = [];
  if (grpc.enabled && grpcPort !== 0 && grpcPort === otlp.port) {
    const message = `OTLP/HTTP and OTLP/gRPC would both listen on ${otlp.host}:${otlp.port}; give them different ports`;
    faults.push(conflict(['otlp', config.otlp?.grpc?.port === undefined ? 'port' : 'grpc'], message));
  }
  const taken = otlp.port === api.port || (grpc.enabled && grpcPort === api.port);
  if (api.port !== 0 && taken && otlp.host === api.host) {
    const named = config.api?.port === undefined ? 'otlp' : 'api';
    const message = `otlp and api would both listen on ${api.host}:${api.port}; give them different ports`;
    faults.push(conflict([named, 'port'], message));
  }
  return faults;
}
