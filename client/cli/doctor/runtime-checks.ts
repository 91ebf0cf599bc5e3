import { availableParallelism } from 'node:os';
import { type LocalSettings, readLocalSettings } from '../../../functions/local-settings.ts';
import { type Finding, look } from './finding.ts';

/** What the packages with native code are made for; Linux with glibc. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** Variables that are read here, and those that a deployment reads. */
const known = ['MODEL', 'HOME', 'THREADS', 'MODEL_FOLDER', 'URLS', 'BUCKET', 'METRICS'].map(
  (name) => `GLIMPSE_${name}`,
);

/** Looks at what everything else runs on. */
export async function* checkRuntime(): AsyncGenerator<Finding> {
  yield await look('node', () => ({ found: `Node ${process.versions.node}` }));
  yield await look('platform', seePlatform);
  yield await look(
    'sharp',
    async () => {
      const { default: sharp } = await import('sharp');
      return { found: `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}` };
    },
    'run npm ci again, on this machine and with this Node',
  );
  yield await look(
    'onnxruntime',
    async () => {
      const { env } = await import('onnxruntime-node');
      return { found: `ONNX Runtime ${env.versions.node ?? env.versions.common}` };
    },
    'run npm ci again, on this machine and with this Node',
  );
  yield await look('variables', seeVariables, 'correct or unset the variable');
}

function seePlatform() {
  const platform = `${process.platform}-${process.arch}`;
  const found = `${platform}, ${availableParallelism()} processors`;
  if (!platforms.includes(platform)) {
    return { found, advice: `use one of ${platforms.join(', ')}; there is no ONNX Runtime for it` };
  }
  if (process.platform === 'linux' && !hasGlibc()) {
    return {
      found: `${found}, musl`,
      advice: 'use a Linux with glibc, such as Debian, not Alpine',
    };
  }
  return { found };
}

function hasGlibc(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report?.header?.glibcVersionRuntime !== undefined;
}

function seeVariables() {
  readLocalSettings(process.env);
  const names = Object.keys(process.env).filter((name) => name.startsWith('GLIMPSE_'));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return {
      found: `${unknown.join(', ')} means nothing`,
      advice: `known are ${known.join(', ')}`,
    };
  }
  const set = [...names, 'HOST', 'PORT', 'UV_THREADPOOL_SIZE'].filter((name) => process.env[name]);
  const found = set.map((name) => `${name}=${process.env[name]}`).join(' ');
  return { found: found || 'none set' };
}

/** What the variables say; undefined where one cannot be understood, of which one look tells. */
export function readValidSettings(): LocalSettings | undefined {
  try {
    return readLocalSettings(process.env);
  } catch {
    return undefined;
  }
}
