import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { formatProblem } from './problem.ts';

const PAGE = readFileSync(new URL('../../../docs/maintenance.md', import.meta.url), 'utf8');
const EXAMPLES = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

it.each(EXAMPLES)('docs/maintenance.md tells what is valid: %#', (text) => {
  const result = parseConfig(text, 'maintenance.md', {});
  expect(result.status === 'invalid' ? result.problems.map(formatProblem) : []).toEqual([]);
});

it('knows the loads that are named, and refuses others', () => {
  const watch = (load: string, by = 'service.name') =>
    `watches: [{ name: slow, source: { otlp: { metric: t } }, measure: p95, by: [${by}], load: ${load} }]`;
  const problems = (text: string) => {
    const result = parseConfig(text, 't.yaml', {});
    return result.status === 'invalid' && result.problems.map(formatProblem);
  };
  expect(EXAMPLES.length).toBeGreaterThan(1);
  const known = parseConfig(watch('requests'), 't.yaml', {});
  if (known.status === 'invalid') throw new Error(known.problems.map(formatProblem).join('\n'));
  expect(known.settings.watches.find(({ name }) => name === 'slow')?.load).toBe('requests');
  expect(known.settings.watches.find(({ name }) => name === 'latency')?.load).toBe('requests');
  expect(problems(watch('request'))).toEqual(["t.yaml:1:98: watches[0].load: 'request' is the name of no watch"]);
  expect(problems(watch('slow'))).toEqual(['t.yaml:1:98: watches[0].load: a watch is no load of itself']);
  expect(problems(watch('requests', 'http.route, service.name'))).toBe(false);
  expect(problems(watch('requests', 'region'))).toEqual([
    "t.yaml:1:92: watches[0].load: 'requests' is grouped by [service.name] or [http.route, service.name], this watch by [region]: no series would find its load",
  ]);
});
