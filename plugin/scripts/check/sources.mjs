// What Grafana's plugin catalog refuses (or warns of) in sources.
import { readFile } from 'node:fs/promises';
import { glob } from 'glob';

const FORBIDDEN = [
  [/\b(alert|confirm|prompt)\(/, 'a dialog of the browser'],
  [/window\.(grafanaBootData|grafanaRuntime|__grafanaSceneContext)/, "Grafana's inner state"],
  [/window\.open\((?![^)]*noopener)/, 'window.open without noopener,noreferrer'],
  [/import\s[^;]*\.(css|scss|less)['"]/, 'a style sheet'],
  [/<Global\b/, 'a global style'],
  [/['"`]\/api\/ds\/query/, 'a literal /api/ds/query'],
  [/\bconsole\.(log|info|table|time|debug)\(/, 'output to the console'],
  [/window\.location\.(href|assign|replace)|window\.location\s*=/, 'window.location; use locationService'],
  [/@ts-(ignore|expect-error|nocheck)/, 'a switched-off type check'],
  [/gf-form/, "Grafana's old form classes"],
  [/dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|\beval\(|new Function\(/, 'HTML or code made of text'],
  [/window\.\w+\s*=[^=]/, 'an own property on window'],
  [/document\.(querySelector|getElementBy|getElementsBy)/, 'a look through the whole page'],
  [/findDOMNode|\.defaultProps\b|\.propTypes\b/, 'what React 19 has no more'],
  [/config\.featureToggles\.topnav|featureToggles\.topnav/, 'a toggle that is gone'],
  [/DataSourceWithBackend/, 'a backend, which this datasource has not'],
  [/__SECRET_INTERNALS|__CLIENT_INTERNALS/, "React's inner state"],
  [
    /(local|session)Storage\.\w+\(\s*['"`](?!tidemark-anomaly-app)/,
    'a key of the storage without the name of the plugin',
  ],
  [/import uPlot\b(?!.*type)(?<!import type uPlot)/, "uPlot as a value, which Grafana's own could differ from"],
];

/** One line for every forbidden thing below a folder. */
export async function sourceProblems(folder) {
  const problems = [];
  for (const file of await glob(`${folder}/**/*.{ts,tsx}`, { ignore: ['**/*.test.{ts,tsx}', '**/test-support/**'] })) {
    for (const [number, line] of (await readFile(file, 'utf8')).split('\n').entries()) {
      for (const [pattern, what] of FORBIDDEN) {
        if (pattern.test(line) && !/^\s*(\*|\/\/)/.test(line)) problems.push(`${file}:${number + 1}: ${what}`);
      }
    }
  }
  return problems;
}
