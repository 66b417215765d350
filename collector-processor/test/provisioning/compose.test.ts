import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT } from '../peers/harness/paths.ts';
import { MODULE_VERSION } from '../peers/install/prometheus.ts';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  healthcheck: { disable?: boolean; test?: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, null>;
};
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it.each(services)('%s is pinned to a version, or built here', (_name, { image }) => {
    expect(image).toMatch(/^(tidemark:local|[\w/-]+:v?\d+\.\d+\.\d+)$/);
  });

  it('runs the Collector and the Prometheus that the peer tests run', () => {
    const manifest = parse(read('collector-processor/test/peers/install/collector-manifest.yaml')) as {
      dist: { version: string };
    };
    const [, minor] = MODULE_VERSION.split('.');

    expect(compose.services['collector']?.image.split(':')[1]).toBe(manifest.dist.version);
    // Go module 0.315.0 is Prometheus 3.15.0.
    expect(compose.services['prometheus']?.image.split(':')[1]).toBe(`v3.${Number(minor) - 300}.0`);
  });

  it('builds Tidemark on the Node that the project runs on', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: { node: string } };
    const bases = [...read('Dockerfile').matchAll(/^FROM node:([\d.]+)-/gm)].map(([, version]) => version);

    expect(bases).toEqual([dependencies.node, dependencies.node]);
  });

  it.each(services)('%s publishes ports on this machine alone', (_name, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it.each(services)('%s mounts only what is in the repository, is built, or is a declared volume', (_name, service) => {
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? '';
      const built = source === './plugin/dist';
      const known = source.startsWith('./') ? built || existsSync(join(ROOT, source)) : source in compose.volumes;
      expect({ source, known }).toEqual({ source, known: true });
    }
  });

  it.each(services)(
    '%s waits only for services that exist, and for health only where it is checked',
    (_name, service) => {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const awaited = compose.services[name];
        expect(awaited).toBeDefined();
        if (condition === 'service_healthy') expect(awaited?.healthcheck.test).toBeDefined();
      }
    },
  );

  it('starts programs of this repository that are there', () => {
    for (const [, service] of services) {
      const script = [...((service as { entrypoint?: string[] }).entrypoint ?? [])].find((word) =>
        word.endsWith('.ts'),
      );
      if (script !== undefined)
        expect({ script, there: existsSync(join(ROOT, script)) }).toEqual({ script, there: true });
    }
  });

  it('has the token from the environment alone', () => {
    expect(read('docker-compose.yml')).toContain('${TIDEMARK_TOKEN:?');
    for (const [, { environment = {} }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (/TOKEN|PASSWORD|SECRET/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
      }
    }
  });
});
