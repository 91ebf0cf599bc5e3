import type { Tree } from '../../support/fake-npm.ts';

const json = (value: object): string => JSON.stringify(value);

/**
 * Small versions of onnxruntime-node 1.27, sharp 0.35 and libheif-js 1.23. Their files require one another as in the real
 * packages; the other files must be left out of the layer.
 */
export const nativePackages: Tree = {
  'node_modules/.package-lock.json': json({}),
  'node_modules/onnxruntime-node/package.json': json({ main: 'dist/index.js' }),
  'node_modules/onnxruntime-node/README.md': 'MIT',
  'node_modules/onnxruntime-node/dist/index.js':
    'require("onnxruntime-common"); require("./binding");\n//# sourceMappingURL=index.js.map',
  'node_modules/onnxruntime-node/dist/index.js.map': '{}',
  'node_modules/onnxruntime-node/dist/index.d.ts': '',
  'node_modules/onnxruntime-node/dist/binding.js': `
    require("worker_threads");
    require(\`../bin/napi-v6/\${process.platform}/\${process.arch}/onnxruntime_binding.node\`);`,
  'node_modules/onnxruntime-node/lib/index.ts': '',
  'node_modules/onnxruntime-node/script/install.js': 'require("adm-zip")',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node': 'arm64',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1': 'arm64 library',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node': 'x64',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1': 'x64 library',
  'node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll': 'windows',
  'node_modules/onnxruntime-common/package.json': json({
    type: 'module',
    exports: { require: './dist/cjs/index.js', import: './dist/esm/index.js' },
  }),
  'node_modules/onnxruntime-common/LICENSE': 'MIT',
  'node_modules/onnxruntime-common/README.md': 'to be left out',
  'node_modules/onnxruntime-common/dist/cjs/package.json': json({ type: 'commonjs' }),
  'node_modules/onnxruntime-common/dist/cjs/index.js': 'require("./tensor.js")',
  'node_modules/onnxruntime-common/dist/cjs/tensor.js': '',
  'node_modules/onnxruntime-common/dist/cjs/unused.js': '',
  'node_modules/onnxruntime-common/dist/esm/index.js': '',
  'node_modules/adm-zip/package.json': json({ main: 'adm-zip.js' }),
  'node_modules/adm-zip/adm-zip.js': '',
  'node_modules/sharp/package.json': json({ main: 'dist/index.cjs' }),
  'node_modules/sharp/LICENSE': 'Apache',
  'node_modules/sharp/src/sharp.cc': '',
  'node_modules/sharp/install/check.js': '',
  'node_modules/sharp/dist/index.mjs': '',
  'node_modules/sharp/dist/index.cjs': `
    const { version } = require('../package.json');
    try { require(\`../src/build/Release/sharp-\${platform}-\${version}.node\`); } catch {}
    try { require('@img/sharp-linux-arm64/sharp.node'); } catch {}
    try { require("@img/sharp-linux-x64/sharp.node"); } catch {}
    const semver = require('semver');`,
  'node_modules/libheif-js/package.json': json({ main: 'index.js' }),
  'node_modules/libheif-js/LICENSE': 'LGPL',
  'node_modules/libheif-js/index.js': "module.exports = require('./libheif/libheif.js')();",
  'node_modules/libheif-js/libheif/libheif.js': 'to be left out',
  'node_modules/libheif-js/wasm-bundle.js':
    "module.exports = require('./libheif-wasm/libheif-bundle.js')();",
  'node_modules/libheif-js/libheif-wasm/LICENSE': 'LGPL and others',
  'node_modules/libheif-js/libheif-wasm/libheif-bundle.js': 'var fs=require("fs")',
  'node_modules/libheif-js/libheif-wasm/libheif.wasm': 'to be left out',
  'node_modules/semver/package.json': json({ main: 'index.js' }),
  'node_modules/semver/LICENSE.md': 'ISC',
  'node_modules/semver/index.js': '',
  'node_modules/@img/sharp-linux-arm64/package.json': json({
    exports: { './sharp.node': './index.cjs', './package': './package.json' },
  }),
  'node_modules/@img/sharp-linux-arm64/LICENSE': 'Apache',
  'node_modules/@img/sharp-linux-arm64/index.cjs': `
    try { require.resolve('@img/sharp-libvips-linux-arm64/binary'); } catch {}
    module.exports = require('./lib/sharp-linux-arm64-0.35.5.node');`,
  'node_modules/@img/sharp-linux-arm64/lib/sharp-linux-arm64-0.35.5.node': 'sharp',
  'node_modules/@img/sharp-libvips-linux-arm64/package.json': json({
    exports: { './binary': './lib/libvips-cpp.so.8.18.7' },
  }),
  'node_modules/@img/sharp-libvips-linux-arm64/README.md': 'LGPL and others',
  'node_modules/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7': 'libvips',
  'node_modules/@img/sharp-libvips-linux-arm64/lib/glib-2.0/include/glibconfig.h': '',
};

/** The files that Lambda needs, and their licences. */
export const neededFiles = [
  'node_modules/@img/sharp-libvips-linux-arm64/README.md',
  'node_modules/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.8.18.7',
  'node_modules/@img/sharp-libvips-linux-arm64/package.json',
  'node_modules/@img/sharp-linux-arm64/LICENSE',
  'node_modules/@img/sharp-linux-arm64/index.cjs',
  'node_modules/@img/sharp-linux-arm64/lib/sharp-linux-arm64-0.35.5.node',
  'node_modules/@img/sharp-linux-arm64/package.json',
  'node_modules/libheif-js/LICENSE',
  'node_modules/libheif-js/libheif-wasm/LICENSE',
  'node_modules/libheif-js/libheif-wasm/libheif-bundle.js',
  'node_modules/libheif-js/package.json',
  'node_modules/libheif-js/wasm-bundle.js',
  'node_modules/onnxruntime-common/LICENSE',
  'node_modules/onnxruntime-common/dist/cjs/index.js',
  'node_modules/onnxruntime-common/dist/cjs/package.json',
  'node_modules/onnxruntime-common/dist/cjs/tensor.js',
  'node_modules/onnxruntime-common/package.json',
  'node_modules/onnxruntime-node/README.md',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1',
  'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node',
  'node_modules/onnxruntime-node/dist/binding.js',
  'node_modules/onnxruntime-node/dist/index.js',
  'node_modules/onnxruntime-node/package.json',
  'node_modules/semver/LICENSE.md',
  'node_modules/semver/index.js',
  'node_modules/semver/package.json',
  'node_modules/sharp/LICENSE',
  'node_modules/sharp/dist/index.cjs',
  'node_modules/sharp/package.json',
];
