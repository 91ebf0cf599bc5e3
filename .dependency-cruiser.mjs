/**
 * The arrows between the rooms: who may import whom. A file may always import its own folder.
 * `client/typescript/` and `client/page/` may also take types (and only types) from `functions/api/`.
 */
const store = ['models/format', 'models/store'];
const functions = (...rooms) => rooms.map((room) => `functions/${room}`);
const terminal = 'client/terminal';

const arrows = {
  'models/format': [],
  'models/store': ['models/format'],
  'models/checkpoint': ['models/format'],
  'models/network': ['models/format', 'models/checkpoint', 'models/proto'],
  'models/quantize': ['models/format', 'models/checkpoint', 'models/network', 'models/proto'],
  'models/onnx': ['models/format', 'models/network', 'models/proto'],
  'models/evaluate': ['models/format'],
  'models/convert': [
    ...store,
    ...['checkpoint', 'network', 'quantize', 'onnx', 'proto'].map((room) => `models/${room}`),
  ],
  'functions/shared': [],
  'functions/image': [...store, ...functions('shared')],
  'functions/inference': [...store, ...functions('shared', 'image')],
  'functions/api': [...store, ...functions('shared', 'image', 'inference')],
  'functions/http': [...store, ...functions('shared', 'image', 'inference', 'api')],
  'functions/lambda': [...store, 'functions'],
  'client/terminal': [],
  'client/typescript': [],
  'client/page': [
    'client/typescript',
    'client/terminal/shell-quote.ts',
    'models/format/heat-palette.ts',
    'models/samples',
  ],
  'client/cli': [terminal, 'client/typescript', 'functions', 'models'],
  infra: [...store, terminal, 'client/typescript'],
};

/** Floors of a folder: a room may import those before it, and its own files. */
const floors = {
  'client/page': ['dom', 'text', 'state', 'view', 'input'],
  'client/cli': [
    'pictures',
    'endpoint',
    'heatmap',
    ['classify', 'models', 'serve', 'doctor'],
    'commands',
  ],
  'infra/deploy': ['system', 'aws', ['price', 'checks'], 'report', 'commands'],
  infra: ['layers', ['constructs', 'sbom'], 'deploy'],
};

const ours = '^(models|functions|client|infra|test)/';

const forbidden = Object.entries(arrows).map(([folder, allowed]) => ({
  name: `${folder.replace('/', '-')}-imports`,
  comment: `${folder}/ may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: ours,
    pathNot: [folder, ...allowed].map((name) => `^${name}(/|$)`),
    ...(['client/typescript', 'client/page'].includes(folder)
      ? { dependencyTypesNot: ['type-only'] }
      : {}),
  },
}));

/** One rule a room: nothing on its own floor but itself, nothing above. */
const upward = Object.entries(floors)
  .flatMap(([folder, stories]) =>
    stories.flatMap((floor, at) =>
      [floor].flat().map((room) => ({
        name: `${folder.replace('/', '-')}-${room}-imports-nothing-above`,
        severity: 'error',
        from: { path: `^${folder}/${room}/` },
        to: {
          path: stories
            .slice(at)
            .flat()
            .filter((other) => other !== room)
            .map((other) => `^${folder}/${other}/`),
        },
      })),
    ),
  )
  .filter(({ to }) => to.path.length > 0);

export default {
  forbidden: [
    ...forbidden,
    ...upward,
    {
      name: 'client-takes-only-the-types-of-the-api',
      severity: 'error',
      from: { path: '^client/(typescript|page)/' },
      to: {
        path: ours,
        pathNot: [
          '^client/typescript/',
          '^client/page/',
          '^functions/api/',
          '^client/terminal/shell-quote\\.ts$',
          '^models/format/heat-palette\\.ts$',
          '^models/samples/[^.]+\\.jpg$',
        ],
      },
    },
    {
      name: 'entries-are-imported-by-compositions-only',
      severity: 'error',
      from: { pathNot: ['^functions/[^/]+\\.ts$', '^functions/lambda/', '^client/cli/', '^test/'] },
      to: { path: '^functions/([^/]+\\.ts$|lambda/)' },
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
