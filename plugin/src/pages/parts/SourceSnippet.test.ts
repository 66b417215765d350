import { expect, it } from '@jest/globals';
import { sourceYaml } from './SourceSnippet';

it('names a Prometheus, and its datasource where there is one', () => {
  expect(sourceYaml(null)).toBe("sources:\n  - { name: prometheus, url: 'http://localhost:9090' }\n");
  expect(sourceYaml('prom')).toContain("'http://localhost:9090', grafana_uid: prom }");
});

it('keeps the digits of a datasource from being read as a number', () => {
  expect(sourceYaml('000000001')).toContain("grafana_uid: '000000001' }");
});
