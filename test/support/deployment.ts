import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { vi } from 'vitest';
import type { Assets } from '../../infra/build-assets.ts';
import { writeZipFile, type ZipFile } from '../../infra/layers/zip-file.ts';
import { readDeploymentSettings } from '../../infra/settings.ts';
import { GlimpseStack } from '../../infra/stack.ts';
import { createManifest } from './manifest.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Synthesis may be slow on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Loading the CDK's own validation takes 2 s per process. nag.test.ts switches it on. */
vi.stubEnv('CDK_VALIDATION', 'false');

type Contents = Partial<Record<'function' | 'model' | 'runtime', string>>;

/** Writes zip files of a few bytes in place of function and layers. */
async function createSmallAssets(contents: Contents = {}): Promise<Assets> {
  const zips = temporaryFolder();
  const write = (name: keyof Contents): Promise<ZipFile> =>
    writeZipFile(
      [{ path: name, bytes: Buffer.from(contents[name] ?? '') }],
      join(zips, `${name}.zip`),
    );
  return {
    manifest: createManifest(),
    function: await write('function'),
    model: await write('model'),
    runtime: await write('runtime'),
  };
}

export interface Synthesised {
  readonly app: App;
  readonly stack: GlimpseStack;
  readonly template: Template;
}

/** Synthesises the stack as `cdk synth -c KEY=VALUE ...` does, with small zip files. */
export async function synthesise(
  context: Record<string, string> = {},
  contents: Contents = {},
): Promise<Synthesised> {
  const assets = await createSmallAssets(contents);
  const app = new App({ outdir: temporaryFolder(), context });
  const stack = new GlimpseStack(app, { settings: readDeploymentSettings(context), assets });
  return { app, stack, template: Template.fromStack(stack) };
}

/** Creates a stack in another app, without feature flags. */
export function createEmptyStack(): Stack {
  return new Stack(new App({ outdir: temporaryFolder() }), 'Own');
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Returns the resources of a type by logical id. */
export function getResources(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** Returns the properties of the only resource of a type. @throws Error if there is not exactly one. */
export function getOnly(template: Template, type: string): Record<string, unknown> {
  const [first, ...more] = Object.values(getResources(template, type));
  if (!first || more.length > 0)
    throw new Error(`expected one ${type}, found ${first ? more.length + 1 : 0}`);
  return first.Properties;
}
