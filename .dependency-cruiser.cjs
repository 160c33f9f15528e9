// Turns the table in tools/layers.mjs into rules. A rule's name says which layer was broken; the report names the import.
const { UNITS } = require('./tools/layers.mjs');

const EXTERNAL = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'];
const NODE = 'node:*';
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (patterns) => (patterns.length ? patterns.join('|') : '^$');

/** `apps/console` does not cover `apps/console/web`, which has an entry of its own. */
function pathOf(unit) {
  const nested = Object.keys(UNITS)
    .filter((other) => other.startsWith(`${unit}/`))
    .map((other) => escape(other.slice(unit.length + 1)));
  return `^${escape(unit)}/${nested.length ? `(?!(${nested.join('|')})/)` : ''}`;
}

/** Specs, and what lies in a `test` folder to serve them, relative to their unit. */
const SPEC_FILES = ['.*spec\\.tsx?$', 'test/'];
const anySpec = (unit) => SPEC_FILES.map((pattern) => pathOf(unit) + pattern);

function moduleRule(unit, name, modules) {
  const packages = modules.filter((m) => !m.startsWith('node:')).map((m) => `node_modules/(@types/)?${escape(m)}/`);
  const builtIns = modules.filter((m) => m.startsWith('node:') && m !== NODE).map((m) => `^(node:)?${escape(m.slice(5))}(/|$)`);
  return {
    name: `${name}-may-not-use-this-module`,
    comment: `${unit} may use ${modules.join(', ') || 'nothing beyond the language'}.`,
    severity: 'error',
    from: { path: pathOf(unit), pathNot: anySpec(unit) },
    to: {
      dependencyTypes: modules.includes(NODE) ? EXTERNAL.filter((type) => type !== 'core') : EXTERNAL,
      pathNot: anyOf([...packages, ...builtIns]),
    },
  };
}

function importRule(unit, name, imports, specs) {
  const allowed = [pathOf(unit), ...imports.map((name) => `^${name.includes('/') ? '' : 'libs/'}${escape(name)}/`), '^package\\.json$'];
  return {
    name: `${name}-may-not-import-this${specs ? '-in-specs' : ''}`,
    comment: `${unit} may import ${imports.join(', ') || 'no other lib'}.`,
    severity: 'error',
    from: specs ? { path: SPEC_FILES.map((pattern) => pathOf(unit) + pattern) } : { path: pathOf(unit), pathNot: anySpec(unit) },
    to: { path: '^(apps|libs|tools|deploy|test|bench)/', pathNot: anyOf(allowed) },
  };
}

const layerRules = Object.entries(UNITS).flatMap(([unit, { layer, imports, modules }]) => {
  const name = `layer-${layer}-${unit.replace(/^(libs|tools)\//, '').replaceAll('/', '-')}`;
  return [importRule(unit, name, imports, false), importRule(unit, name, [...imports, 'testing'], true), moduleRule(unit, name, modules)];
});

/** The outside of a lib is its index; the generated client has one entry per API. */
const INSIDE_OF_A_LIB = '(?!client/src/[^/]+(/index)?\\.ts$)[^/]+/(?!src/index\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'deep-import-past-the-index-of-a-lib',
      comment: 'A lib is imported through its src/index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: `^libs/(?!$1/)${INSIDE_OF_A_LIB}` },
    },
    {
      name: 'deep-import-past-the-index-of-a-lib',
      comment: 'A lib is imported through its src/index.ts.',
      severity: 'error',
      from: { path: '^(apps|tools|test|bench|deploy)/' },
      to: { path: `^libs/${INSIDE_OF_A_LIB}` },
    },
    {
      name: 'through-the-own-index',
      comment: 'Inside a lib import the file: the index is for outsiders.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: 'spec\\.ts$' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'app-into-app',
      comment: 'Apps talk over their APIs.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/(?!$1/)' },
    },
    {
      name: 'lib-without-a-layer',
      comment: 'tools/layers.mjs does not know this folder.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: Object.keys(UNITS).map((unit) => `^${escape(unit)}/`) },
      to: {},
    },
    {
      name: 'circular',
      comment: 'A cycle means a type is missing one layer lower. Type-only imports count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'cannot-be-resolved',
      comment: 'No such file, package or entry. A lib is imported as @app/<lib>, never deeper.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
