import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import { archiveProblems } from './archive.mjs';
import { flattened, nested, translationProblems } from './texts.mjs';

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const metadata = (id, type, change = {}) => ({
  ...{ id, type, name: 'Acme', dependencies: { grafanaDependency: '>=12.3.0' } },
  info: {
    ...{ description: 'd', author: { name: 'a' }, keywords: ['k'], version: '1.0.0', updated: '2026-11-25' },
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    links: [],
    screenshots: type === 'app' ? [{ name: 's', path: 'img/s.png' }] : [],
  },
  ...change,
});
const APP = metadata('acme-x-app', 'app', { includes: [{ type: 'panel', path: 'panel/plugin.json' }] });

const withInfo = (change) => ({ ...APP, info: { ...APP.info, ...change } });

/** The smallest archive that is right, with files changed (null: left out). */
function problemsWith(change = {}) {
  const files = {
    'plugin.json': APP,
    'panel/plugin.json': metadata('acme-x-panel', 'panel'),
    ...{ 'module.js': 'define()', 'module.js.map': '{}', 'panel/module.js': 'define()', 'panel/module.js.map': '{}' },
    ...{ 'img/logo.svg': LOGO, 'panel/img/logo.svg': LOGO, 'img/s.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47) },
    ...{
      LICENSE: 'Apache License\n Version 2.0',
      'CHANGELOG.md': '## 1.0.0',
      'README.md': 'What it does. '.repeat(50),
    },
    ...change,
  };
  const entries = Object.entries(files)
    .filter(([, content]) => content !== null)
    .map(([path, content]) => [`acme-x-app/${path}`, bytesOf(content)]);
  return archiveProblems(zipSync(Object.fromEntries(entries)), '1.0.0');
}

function bytesOf(content) {
  if (content instanceof Uint8Array) return content;
  // Not Buffer: jsdom's Uint8Array is another one than Node's.
  return Uint8Array.from(typeof content === 'string' ? content : JSON.stringify(content), (char) => char.charCodeAt(0));
}

describe('archiveProblems', () => {
  it('finds nothing wrong with what is right', () => {
    expect(problemsWith()).toEqual([]);
  });

  it.each([
    ['a heavy module', { 'panel/module.js': 'x'.repeat(31 * 1024) }, /module.js has 31744 bytes/],
    ['a chunk that is not there', { 'panel/module.js': 'a.e(86)' }, /panel\/86.js, which its module loads, is missing/],
    ['a map left out', { 'module.js.map': null }, /module.js.map is missing/],
    ['a logo left out', { 'panel/img/logo.svg': null }, /panel\/img\/logo.svg is missing/],
    ['a logo with a script', { 'img/logo.svg': '<svg><script/></svg>' }, /is not harmless/],
    [
      'a logo that is no SVG',
      { 'plugin.json': withInfo({ logos: { small: 'img/s.png', large: 'img/logo.svg' } }) },
      /small logo is no SVG/,
    ],
    ['no links', { 'plugin.json': withInfo({ links: undefined }) }, /info.links is missing/],
    ['an unsafe link', { 'plugin.json': withInfo({ links: [{ name: 'x', url: 'http://x.org' }] }) }, /not https/],
    [
      'a range with an end',
      { 'plugin.json': { ...APP, dependencies: { grafanaDependency: '>=12 <13' } } },
      /without an end/,
    ],
    ['a tracker', { '12.js': 'load("https://www.google-analytics.com/a.js")' }, /tracks people/],
    ['Angular', { 'module.js': 'class A extends MetricsPanelCtrl {}' }, /Angular/],
    ['a screenshot of another kind', { 'img/s.png': 'GIF' }, /is no PNG/],
    ['an id of another type', { 'panel/plugin.json': metadata('acme-x-app2', 'panel') }, /an id is/],
    ['a panel nobody includes', { 'plugin.json': { ...APP, includes: [] } }, /not among the includes/],
    [
      'a version that differs',
      {
        'panel/plugin.json': metadata('acme-x-panel', 'panel', {
          info: { ...metadata('', '').info, version: '2.0.0' },
        }),
      },
      /version 2.0.0/,
    ],
    ['no licence', { LICENSE: null }, /LICENSE is missing/],
    ['a template for a README', { 'README.md': `<!-- x -->${'a'.repeat(600)}` }, /template/],
    ['texts of a language left out', { 'plugin.json': { ...APP, languages: ['de-DE'] } }, /texts in de-DE are missing/],
  ])('finds %s', (_, change, problem) => {
    expect(problemsWith(change)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });
});

describe('translationProblems', () => {
  it('finds what is missing, left over, or without its values', () => {
    const english = new Map([
      ['a.b', 'One'],
      ['a.c', 'Of {{n}}'],
      ['d', 'Two'],
    ]);

    expect(
      translationProblems(
        english,
        new Map([
          ['a.b', 'Eins'],
          ['a.c', 'Von {{m}}'],
          ['e', 'x'],
        ]),
        'de-DE',
      ),
    ).toEqual([
      'de-DE lacks "d" (Two)',
      'de-DE has "e", which nothing shows',
      'de-DE says "a.c" without its values, or with others',
    ]);
  });

  it('reads what it has written', () => {
    const texts = [
      ['a.b', '1'],
      ['a.c.d', '2'],
      ['e', '3'],
    ];

    expect(flattened(nested(texts))).toEqual(texts);
  });
});
