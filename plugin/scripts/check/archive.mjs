// What Grafana's plugin catalog demands of the archive: see "What the catalog demands" of Grafana's plugin documentation.
import { dirname, join, posix } from 'node:path/posix';
import { unzipSync } from 'fflate';
import semver from 'semver';

/** A module is fetched before anything of it is seen: what is heavy comes later, by itself. */
const MODULE_LIMIT_BYTES = 30 * 1024;
/** Scripts that count visitors; the catalog takes none. */
const TRACKERS =
  /google-analytics|googletagmanager|hotjar|segment\.(com|io)|mixpanel|fullstory|matomo|plausible\.io|amplitude\.com/i;
/** What only Angular plugins had. */
const ANGULAR = /\b(Metrics)?PanelCtrl\b|\bQueryCtrl\b|grafana\/app\/plugins\/sdk/;
const ID = /^[a-z0-9]+-[a-z0-9]+(-[a-z0-9]+)*-(app|datasource|panel)$/;

/** One line for everything wrong with an archive; `version` is package.json's. */
export function archiveProblems(archive, version) {
  const files = new Map(
    Object.entries(unzipSync(archive)).filter(([path, bytes]) => !path.endsWith('/') || bytes.length > 0),
  );
  const roots = new Set([...files.keys()].map((path) => path.split('/')[0]));
  const [root] = roots;
  const has = (path) => files.has(join(root, path));
  const text = (path) => Buffer.from(files.get(join(root, path)) ?? '').toString('utf8');
  if (!has('plugin.json')) return [`${root}/plugin.json is missing`];

  const plugins = [...files.keys()]
    .filter((path) => posix.basename(path) === 'plugin.json')
    .map((path) => ({
      folder: dirname(path.slice(root.length + 1)),
      json: JSON.parse(text(path.slice(root.length + 1))),
    }));
  const app = plugins.find(({ folder }) => folder === '.').json;
  return [
    ...fail(
      roots.size !== 1 || root !== app.id,
      `the archive holds one folder, ${app.id}; found ${[...roots].join(', ')}`,
    ),
    ...['README.md', 'LICENSE', 'CHANGELOG.md'].flatMap((path) => fail(!has(path), `${path} is missing`)),
    ...fail(!/Apache License\s+Version 2\.0/.test(text('LICENSE')), 'LICENSE is not Apache-2.0'),
    ...readmeProblems(text('README.md')),
    ...[...files.keys()]
      .filter((path) => path.endsWith('.js'))
      .flatMap((path) => scriptProblems(path, files.get(path))),
    ...fail(!text('CHANGELOG.md').includes(version), `CHANGELOG.md says nothing of ${version}`),
    ...fail(
      new Set(plugins.map(({ json }) => json.dependencies.grafanaDependency)).size !== 1,
      'grafanaDependency differs',
    ),
    ...plugins.filter(({ folder }) => folder !== '.').flatMap(({ folder, json }) => nestedProblems(app, folder, json)),
    ...plugins.flatMap(({ folder, json }) =>
      pluginProblems(folder, json, version, {
        has,
        text,
        size: (path) => files.get(join(root, path))?.length ?? 0,
        bytes: (path) => files.get(join(root, path)),
      }),
    ),
  ];
}

function scriptProblems(path, bytes) {
  const script = Buffer.from(bytes).toString('utf8');
  return [
    ...fail(TRACKERS.test(script), `${path} holds a script that tracks people`),
    ...fail(ANGULAR.test(script), `${path} is made for Angular`),
  ];
}

function nestedProblems(app, folder, { id, type }) {
  const declared = app.includes.find(({ path }) => path === `${folder}/plugin.json`);
  return [
    ...fail(declared === undefined, `${id} is not among the includes of ${app.id}`),
    ...fail(declared !== undefined && declared.type !== type, `${id} is included as ${declared?.type}, but is ${type}`),
  ];
}

function pluginProblems(folder, json, version, { has, text, size, bytes }) {
  const { id, type, name, info, dependencies } = json;
  const at = (path) => join(folder, path);
  const images = [info.logos?.small, info.logos?.large, ...(info.screenshots ?? []).map(({ path }) => path)];
  return [
    ...fail(!ID.test(id) || !id.endsWith(type), `${id}: an id is organisation-name-${type}`),
    ...fail(!name || name === id, `${id}: a name for people is missing`),
    ...fail(!info.description || !info.author?.name, `${id}: description or author is missing`),
    ...fail(!info.keywords?.length, `${id}: keywords are missing`),
    ...fail(info.version !== version, `${id}: version ${info.version} is not package.json's ${version}`),
    ...fail(!/^\d{4}-\d\d-\d\d$/.test(info.updated), `${id}: "updated" is no date: ${info.updated}`),
    ...fail(
      // A range with an end would refuse the next Grafana.
      !semver.satisfies('999.0.0', dependencies.grafanaDependency ?? ''),
      `${id}: grafanaDependency is no range without an end: ${dependencies.grafanaDependency}`,
    ),
    ...fail(!Array.isArray(info.links), `${id}: info.links is missing`),
    ...(info.links ?? []).flatMap(({ url }) => fail(!/^https:/.test(url), `${id}: a link that is not https: ${url}`)),
    ...['small', 'large'].flatMap((size) =>
      fail(!info.logos?.[size]?.endsWith('.svg'), `${id}: the ${size} logo is no SVG`),
    ),
    ...['module.js', 'module.js.map'].flatMap((path) => fail(!has(at(path)), `${id}: ${at(path)} is missing`)),
    ...fail(
      size(at('module.js')) > MODULE_LIMIT_BYTES,
      `${id}: module.js has ${size(at('module.js'))} bytes, more than ${MODULE_LIMIT_BYTES}`,
    ),
    ...laterFiles(text(at('module.js'))).flatMap((file) =>
      fail(!has(at(file)), `${id}: ${at(file)}, which its module loads, is missing`),
    ),
    ...images.flatMap((path) => imageProblems(id, path, at, has, text, bytes)),
    ...(type === 'app' ? fail(!info.screenshots?.length, `${id}: screenshots are missing`) : []),
    ...(json.languages ?? []).flatMap((language) =>
      fail(!has(at(`locales/${language}/${id}.json`)), `${id}: texts in ${language} are missing`),
    ),
  ];
}

/** The chunks that a module asks for by itself; Grafana serves each plugin from its own folder. */
function laterFiles(module) {
  return [...module.matchAll(/\.e\((\d+)\)/g)].map(([, chunk]) => `${chunk}.js`);
}

const PNG = [0x89, 0x50, 0x4e, 0x47];

function imageProblems(id, path, at, has, text, bytes) {
  if (typeof path !== 'string' || /^[./]/.test(path)) return [`${id}: an image's path is relative: ${path}`];
  if (!has(at(path))) return [`${id}: ${at(path)} is missing`];
  if (path.endsWith('.svg')) {
    return fail(/<script|<foreignObject|\son\w+=|javascript:/i.test(text(at(path))), `${id}: ${path} is not harmless`);
  }
  return fail(!PNG.every((byte, index) => bytes(at(path))[index] === byte), `${id}: ${path} is no PNG`);
}

function readmeProblems(readme) {
  return [
    ...fail(readme.trim().length < 500, 'README.md says too little for the catalog'),
    ...fail(/create-plugin|Plugin template|<!--/.test(readme), 'README.md still holds the template, or comments'),
    ...fail(
      /\byarn\b|nodejs|npm (i|install|run)\b/i.test(readme),
      'README.md speaks to developers; the catalog is for users',
    ),
    ...fail(
      /\]\((?!https:\/\/)[^)]+\)/.test(readme),
      'README.md has a link that the catalog cannot follow: use https://',
    ),
  ];
}

function fail(wrong, message) {
  return wrong ? [message] : [];
}
