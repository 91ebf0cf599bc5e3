import { availableParallelism } from 'node:os';
import { lambdaSettingNames } from '../../../functions/lambda/settings.ts';
import {
  type LocalSettings,
  localSettingNames,
  readLocalSettings,
} from '../../../functions/local-settings.ts';
import type { CheckResult } from '../../terminal/check-result.ts';
import { runCheck } from './run-check.ts';

/** Platforms for which the native packages are built; Linux with glibc. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** Variables that the command reads, and those that the Lambda function reads. */
const known = ['GLIMPSE_HOME', ...localSettingNames, ...lambdaSettingNames].filter((name) =>
  name.startsWith('GLIMPSE_'),
);

/** Checks what everything else depends on. */
export async function* checkRuntime(): AsyncGenerator<CheckResult> {
  yield await runCheck('node', () => ({ found: `Node ${process.versions.node}` }));
  yield await runCheck('platform', checkPlatform);
  yield await runCheck(
    'sharp',
    async () => {
      const { default: sharp } = await import('sharp');
      return { found: `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}` };
    },
    'run npm ci again, on this machine and with this version of Node',
  );
  yield await runCheck(
    'onnxruntime',
    async () => {
      const { getOnnxRuntimeVersion } = await import('./onnx-runtime.ts');
      return { found: `ONNX Runtime ${getOnnxRuntimeVersion()}` };
    },
    'run npm ci again, on this machine and with this version of Node',
  );
  yield await runCheck('variables', checkVariables, 'correct or unset the variable');
}

function checkPlatform() {
  const platform = `${process.platform}-${process.arch}`;
  const found = `${platform}, ${availableParallelism()} processors`;
  if (!platforms.includes(platform)) {
    return {
      found,
      advice: `use one of ${platforms.join(', ')}: ONNX Runtime does not support this platform`,
    };
  }
  if (process.platform === 'linux' && !hasGlibc()) {
    return {
      found: `${found}, musl`,
      advice: 'use a Linux distribution with glibc, such as Debian, not Alpine',
    };
  }
  return { found };
}

function hasGlibc(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report?.header?.glibcVersionRuntime !== undefined;
}

function checkVariables() {
  readLocalSettings(process.env);
  const names = Object.keys(process.env).filter((name) => name.startsWith('GLIMPSE_'));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return {
      found: `unknown variable ${unknown.join(', ')}`,
      advice: `expected one of ${known.join(', ')}`,
    };
  }
  const set = [...names, 'HOST', 'PORT', 'UV_THREADPOOL_SIZE'].filter((name) => process.env[name]);
  const found = set.map((name) => `${name}=${process.env[name]}`).join(' ');
  return { found: found || 'none set' };
}

/** Reads the settings; undefined if a variable is invalid, which the "variables" check reports. */
export function readValidSettings(): LocalSettings | undefined {
  try {
    return readLocalSettings(process.env);
  } catch {
    return undefined;
  }
}
