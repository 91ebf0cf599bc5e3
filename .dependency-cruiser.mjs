/**
 * The arrows of the house: who may import whom. A file may always import its own folder.
 * `client/typescript/` and `client/page/` may also take types (and only types) from `functions/api/`.
 */
const arrows = {
  'models/format': [],
  'models/store': ['models/format'],
  'models/build': ['models/format', 'models/store'],
  'functions/image': ['models/format', 'models/store'],
  'functions/inference': ['functions/image', 'models/format', 'models/store'],
  'functions/api': ['functions/image', 'functions/inference', 'models/format', 'models/store'],
  'functions/http': [
    'functions/api',
    'functions/image',
    'functions/inference',
    'models/format',
    'models/store',
  ],
  'client/typescript': [],
  'client/page': ['client/typescript'],
  'client/cli': ['client/typescript', 'functions', 'models'],
  infra: ['models/format', 'models/store', 'client/typescript'],
};

const ours = '^(models|functions|client|infra|test)/';

const forbidden = Object.entries(arrows).map(([folder, allowed]) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: `${folder}/ may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: ours,
    pathNot: [folder, ...allowed].map((name) => `^${name}/`),
    ...(folder.startsWith('client/t') || folder.startsWith('client/p')
      ? { dependencyTypesNot: ['type-only'] }
      : {}),
  },
}));

export default {
  forbidden: [
    ...forbidden,
    {
      name: 'client-takes-only-the-types-of-the-api',
      severity: 'error',
      from: { path: '^client/(typescript|page)/' },
      to: { path: ours, pathNot: ['^client/typescript/', '^client/page/', '^functions/api/'] },
    },
    {
      name: 'entries-are-imported-by-compositions-only',
      severity: 'error',
      from: { pathNot: ['^functions/[^/]+\\.ts$', '^client/cli/', '^test/', '^infra/'] },
      to: { path: '^functions/[^/]+\\.ts$' },
    },
    {
      name: 'nothing-imports-the-command',
      severity: 'error',
      from: { pathNot: ['^client/cli/', '^test/'] },
      to: { path: '^client/cli/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      // The bench installs its peers when it runs, from a lock file of its own.
      to: { couldNotResolve: true, pathNot: '^@huggingface/transformers$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.build/', 'node_modules/(?!vitest)'] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
};
