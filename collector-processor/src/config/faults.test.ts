import { describe, expect, it } from '@jest/globals';
import { parseConfig } from './load-config.ts';
import { formatProblem } from './problem.ts';

function problemsOf(text: string): string[] {
  const result = parseConfig(text, 't.yaml', {});
  return result.status === 'ok' ? [] : result.problems.map(formatProblem);
}

const WATCH = 'watches:\n  - name: orders\n    source: { otlp: { metric: shop.orders } }\n    measure: rate\n';

/** What is written, and the whole line that is told of it. */
const FAULTS: readonly (readonly [name: string, text: string, problem: string | RegExp])[] = [
  [
    'an unknown section',
    'otpl: {}',
    /^t\.yaml:1:1: otpl: unknown key; allowed: otlp, api, .*\. Did you mean 'otlp'\?$/,
  ],
  [
    'an unknown key',
    'otlp:\n  prot: 1',
    "t.yaml:2:3: otlp.prot: unknown key; allowed: host, port, tls, grpc, limits. Did you mean 'port'?",
  ],
  [
    'an unknown key like no other',
    'otlp:\n  colour: 1',
    't.yaml:2:3: otlp.colour: unknown key; allowed: host, port, tls, grpc, limits.',
  ],
  [
    'a number out of range',
    'api:\n  port: 70000',
    't.yaml:2:9: api.port: 70000 is not allowed; allowed: a whole number from 0 to 65535',
  ],
  [
    'text for a number',
    'api:\n  port: http',
    "t.yaml:2:9: api.port: 'http' is not allowed; allowed: a whole number from 0 to 65535",
  ],
  [
    'a section that is no mapping',
    'api: 3',
    't.yaml:1:6: api: 3 is not allowed; allowed: a mapping with the keys host, port, tls',
  ],
  [
    'a file that is no mapping',
    '- a',
    /^t\.yaml:1:1: a list of 1 is not allowed; allowed: a mapping with the keys otlp, /,
  ],
  [
    'a bad size',
    'otlp: { limits: { body: 4MB } }',
    "t.yaml:1:25: otlp.limits.body: '4MB' is not allowed; allowed: a size in B, KiB, MiB or GiB, such as 512KiB or 8MiB",
  ],
  [
    'sizes the wrong way round',
    'otlp: { limits: { body: 128MiB } }',
    't.yaml:1:25: otlp.limits.body: otlp.limits.body (128MiB) is larger than otlp.limits.decompressed (64MiB); allowed: body up to decompressed',
  ],
  [
    'a certificate without its key',
    'api: { tls: { cert_file: package.json } }',
    't.yaml:1:13: api.tls: needs both `cert_file` and `key_file`',
  ],
  [
    'a certificate that is none',
    'otlp: { tls: { cert_file: package.json, key_file: package.json } }',
    /^t\.yaml:1:14: otlp\.tls: cannot be used: /,
  ],
  [
    'a key that is not there',
    'otlp: { tls: { cert_file: package.json, key_file: nowhere.pem } }',
    /otlp\.tls\.key_file: 'nowhere.pem' cannot be read: ENOENT/,
  ],
  [
    'no room for a single request',
    'otlp: { limits: { waiting: 64MiB } }',
    't.yaml:1:28: otlp.limits.waiting: otlp.limits.waiting (64MiB) has no room for one request of the largest size (body 8MiB and decompressed 64MiB)',
  ],
  [
    'a duration without a unit',
    'storage: { checkpoint_interval: 60 }',
    't.yaml:1:33: storage.checkpoint_interval: 60 is not allowed; allowed: a duration from 1s to 1h (units: ms, s, m, h, d, w)',
  ],
  [
    'a duration out of range',
    'storage: { checkpoint_interval: 2h }',
    "t.yaml:1:33: storage.checkpoint_interval: '2h' is not allowed; allowed: a duration from 1s to 1h (units: ms, s, m, h, d, w)",
  ],
  [
    'a word that is not one of them',
    'export: { policy: band }',
    "t.yaml:1:19: export.policy: 'band' is not allowed; allowed: scores, bands, all or anomalous. Did you mean 'bands'?",
  ],
  [
    'an address without a scheme',
    'telemetry: { endpoint: "localhost:4318" }',
    "t.yaml:1:24: telemetry.endpoint: 'localhost:4318' is not allowed; allowed: an http:// or https:// address",
  ],
  [
    'a push without an address',
    'export:\n  otlp:\n    timeout: 1s',
    't.yaml:3:5: export.otlp.endpoint: is missing; it is required: an http:// or https:// address',
  ],
  [
    'an unknown time zone',
    'defaults: { timezone: Mars/Base }',
    "t.yaml:1:23: defaults.timezone: 'Mars/Base' is not allowed; allowed: an IANA time zone, such as Europe/Berlin or UTC",
  ],
  [
    'a step too short',
    'defaults: { step: 5s }',
    "t.yaml:1:19: defaults.step: '5s' is not allowed; allowed: a duration from 10s to 1d that divides a day evenly, such as 10s, 60s, 5m, 1h",
  ],
  [
    'a step that does not divide a day',
    'defaults: { step: 7m }',
    /^t\.yaml:1:19: defaults\.step: '7m' is not allowed; .* divides a day evenly/,
  ],
  [
    'a budget of nothing',
    'defaults: { sensitivity: { false_alarms_per_week: 0 } }',
    't.yaml:1:51: defaults.sensitivity.false_alarms_per_week: 0 is not allowed; allowed: a number above 0, up to 1000',
  ],
  [
    'an open address without tokens',
    'otlp:\n  host: 0.0.0.0',
    "t.yaml:2:9: otlp.host: '0.0.0.0' can be reached from other machines, and no tokens are configured: add auth.tokens, or listen on 127.0.0.1",
  ],
  [
    'one port for both',
    'api: { port: 4318 }',
    't.yaml:1:14: api.port: otlp and api would both listen on 127.0.0.1:4318; give them different ports',
  ],
  [
    'a token without a token',
    'auth:\n  tokens:\n    - name: a\n      scopes: [read]',
    't.yaml:3:7: auth.tokens[0].token: is missing; give `token` or `token_file`',
  ],
  [
    'a token file that is not there',
    'auth: { tokens: [{ name: a, scopes: [read], token_file: /no/such }] }',
    /^t\.yaml:1:57: auth\.tokens\[0\]\.token_file: '\/no\/such' cannot be read: ENOENT/,
  ],
  [
    'an unknown scope',
    'auth: { tokens: [{ name: a, scopes: [reed], token: 12345678a }] }',
    "t.yaml:1:38: auth.tokens[0].scopes[0]: 'reed' is not allowed; allowed: ingest, read, write or admin. Did you mean 'read'?",
  ],
  [
    'two tokens of one name',
    'auth: { tokens: [{ name: a, scopes: [read], token: abcdefgh }, { name: a, scopes: [read], token: abcdefgi }] }',
    "t.yaml:1:72: auth.tokens[1].name: 'a' is the name of auth.tokens[0] already; names are unique",
  ],
  [
    'a watch without a measure',
    'watches:\n  - name: a\n    source: { otlp: { metric: m } }',
    /^t\.yaml:2:5: watches\[0\]\.measure: is missing; with `otlp` it is required/,
  ],
  [
    'an unknown measure',
    WATCH.replace('rate', 'median'),
    /^t\.yaml:4:14: watches\[0\]\.measure: 'median' is not allowed; allowed: rate, mean, last/,
  ],
  [
    'a name that no label can have',
    WATCH.replace('orders\n', '7 days\n'),
    /^t\.yaml:2:11: watches\[0\]\.name: '7 days' is not allowed/,
  ],
  [
    'two watches of one name',
    `${WATCH}${WATCH.replace('watches:\n', '')}`,
    "t.yaml:5:11: watches[1].name: 'orders' is the name of watches[0] already; names are unique",
  ],
  [
    'the name of an HTTP watch',
    WATCH.replace('orders\n', 'latency\n'),
    /^t\.yaml:2:11: watches\[0\]\.name: 'latency' is the name of a zero-configuration watch/,
  ],
  [
    'a label that derived metrics use',
    `${WATCH}    by: [route, watch]`,
    "t.yaml:5:17: watches[0].by[1]: 'watch' is a label of the derived metrics themselves; group by another attribute",
  ],
  [
    'a ratio of nothing',
    WATCH.replace('rate', 'ratio'),
    /^t\.yaml:3:21: watches\[0\]\.source\.otlp\.numerator: is missing; `measure: ratio` needs it/,
  ],
  [
    'a numerator of no ratio',
    WATCH.replace('shop.orders', 'm, numerator: { a: b }'),
    /^t\.yaml:3:45: watches\[0\]\.source\.otlp\.numerator: only `measure: ratio`/,
  ],
  [
    'a bad regular expression',
    WATCH.replace('shop.orders', 'm, where: { a: "=~(" }'),
    /^t\.yaml:3:46: watches\[0\]\.source\.otlp\.where\.a: '\(' is not a regular expression/,
  ],
  [
    'no source',
    WATCH.replace('{ otlp: { metric: shop.orders } }', '{}'),
    "t.yaml:3:13: watches[0].source: names no source; give `otlp: { metric: … }` or `promql: '…'`",
  ],
  [
    'a horizon below the step',
    `${WATCH}    forecast: { horizon: [30s] }`,
    "t.yaml:5:27: watches[0].forecast.horizon[0]: '30s' is shorter than the watch's step (60s); allowed: the step or longer",
  ],
  [
    'PromQL without a source to ask',
    WATCH.replace('{ otlp: { metric: shop.orders } }', '{ promql: up }'),
    't.yaml:3:13: watches[0].source.from: is missing; name the source to ask (there are none)',
  ],
  [
    'PromQL of a source that is not there',
    `${WATCH.replace('{ otlp: { metric: shop.orders } }', '{ promql: up, from: prod }')}sources: [{ name: test, url: 'http://p:9090' }]`,
    /watches\[0\]\.source\.from: 'prod' is not the name of one of `sources` \(there are test\)$/,
  ],
  [
    'two sources of one name',
    "sources: [{ name: p, url: 'http://a' }, { name: p, url: 'http://b' }]",
    /sources\[1\]\.name: 'p' is the name of sources\[0\] already/,
  ],
  [
    'two ways to authenticate',
    "sources: [{ name: p, url: 'http://a', bearer_token: t, basic: { username: u, password: p } }]",
    /sources\[0\]\.bearer_token: is given beside `basic`; give one of them/,
  ],
  [
    'half a client certificate',
    "sources: [{ name: p, url: 'https://a', tls: { cert_file: package.json } }]",
    /sources\[0\]\.tls: has one of `cert_file` and `key_file`/,
  ],
  [
    'a password in an address',
    "sources: [{ name: p, url: 'http://u:p@a' }]",
    /sources\[0\]\.url: carries a user, a password or a query/,
  ],
  [
    'a password file that is not there',
    "sources: [{ name: p, url: 'http://a', basic: { username: u, password_file: nowhere } }]",
    /sources\[0\]\.basic\.password_file: 'nowhere' cannot be read/,
  ],
  [
    'a calendar that is not there',
    `${WATCH}    calendars: [holidays-de]`,
    /^t\.yaml:5:17: watches\[0\]\.calendars\[0\]: 'holidays-de' is not the name of one of `calendars` \(there are none\)/,
  ],
  [
    'a calendar file that is not there',
    'calendars: [{ name: de, file: nowhere.ics }]',
    /calendars\[0\]\.file: 'nowhere.ics' cannot be read: ENOENT/,
  ],
  [
    'a calendar file that is none',
    'calendars: [{ name: de, file: package.json }]',
    /calendars\[0\]\.file: 'package.json' is no iCal file: /,
  ],
  [
    'another detector',
    `${WATCH}    detector: lstn`,
    /^t\.yaml:5:15: watches\[0\]\.detector: 'lstn' is not allowed; allowed: auto, tide, .*lstm.*, or a mapping with the keys combine/,
  ],
  ['a tab where YAML wants spaces', 'otlp:\n\tport: 1', /^t\.yaml:2:1: not valid YAML: /],
  ['the same key twice', 'api: {}\napi: {}', /^t\.yaml:2:1: not valid YAML: Map keys must be unique/],
];

describe('a fault is told by place, key, what was given and what is allowed', () => {
  it.each(FAULTS)('%s', (_name, text, problem) => {
    const problems = problemsOf(text);
    expect(problems[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
    expect(problems).toHaveLength(1);
  });
});

describe('all faults are told at once', () => {
  it('in file order, the schema’s and the ones between values', () => {
    const text = [
      'otlp: { host: 0.0.0.0, prt: 1 }',
      'defaults: { timezone: Nowhere, step: 1s }',
      'watches:',
      '  - { name: a, source: { otlp: { metric: m } }, measure: rate, by: [watch] }',
      '  - 7',
      '  - { name: a, source: { otlp: { metrc: m } }, measure: ratio }',
    ].join('\n');
    expect(problemsOf(text).map((line) => line.replace(/^t\.yaml:(\d+:\d+: \S+):.*/, '$1'))).toEqual([
      '1:15: otlp.host',
      '1:24: otlp.prt',
      '2:23: defaults.timezone',
      '2:38: defaults.step',
      '4:69: watches[0].by[0]',
      '5:5: watches[1]',
      '6:13: watches[2].name',
      '6:32: watches[2].source.otlp.metric',
      '6:32: watches[2].source.otlp.numerator',
      '6:34: watches[2].source.otlp.metrc',
    ]);
  });

  it('survives aliases that multiply', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefgh'].map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
    ].join('\n');
    expect(problemsOf(bomb)[0]).toMatch(/^t\.yaml:1:1: not valid YAML: Excessive alias count/);
  });
});
