import { expect, it } from '@jest/globals';
import { demoSettings } from './demo-settings.ts';

const options = { apiPort: 0, otlpPort: 0, dataDir: '/nowhere', timezone: 'UTC' };

it('asks nobody for anything, unless a Prometheus is named', () => {
  expect(demoSettings(options).sources).toEqual([]);
  expect(demoSettings({ ...options, prometheusUrl: 'http://localhost:9090' }).sources).toEqual([
    expect.objectContaining({ name: 'prometheus', url: expect.stringMatching(/^http:\/\/localhost:9090/) }),
  ]);
});
