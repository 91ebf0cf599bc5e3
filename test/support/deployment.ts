import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, vi } from 'vitest';
import type { Assets } from '../../infra/build-assets.ts';
import { writeZipFile, type ZipFile } from '../../infra/layers/zip-file.ts';
import { readDeploymentSettings } from '../../infra/settings.ts';
import { GlimpseStack } from '../../infra/stack.ts';
import { manifestWith } from './manifest.ts';

/** The first synthesis of a process loads the rules that CDK checks every template with. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Removed when the tests of a file have ended: stacks are made before them, too. */
const folder = mkdtempSync(join(tmpdir(), 'glimpse-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const emptyFolder = (): string => mkdtempSync(join(folder, '_'));

type Contents = Partial<Record<'function' | 'model' | 'runtime', string>>;

/** Zips of a few bytes in the places of function and layers. */
async function smallAssets(contents: Contents = {}): Promise<Assets> {
  const zips = emptyFolder();
  const packed = (name: keyof Contents): Promise<ZipFile> =>
    writeZipFile(
      [{ path: name, bytes: Buffer.from(contents[name] ?? '') }],
      join(zips, `${name}.zip`),
    );
  return {
    manifest: manifestWith(),
    function: await packed('function'),
    model: await packed('model'),
    runtime: await packed('runtime'),
  };
}

export interface Synthesised {
  readonly app: App;
  readonly stack: GlimpseStack;
  readonly template: Template;
}

/** The stack as `cdk synth -c KEY=VALUE ...` makes it, from small zips. */
export async function synthesise(
  context: Record<string, string> = {},
  contents: Contents = {},
): Promise<Synthesised> {
  const assets = await smallAssets(contents);
  const app = new App({ outdir: emptyFolder(), context });
  const stack = new GlimpseStack(app, { settings: readDeploymentSettings(context), assets });
  return { app, stack, template: Template.fromStack(stack) };
}

/** An app of somebody's own, with no feature flag set. */
export function emptyStack(): Stack {
  return new Stack(new App({ outdir: emptyFolder() }), 'Own');
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** The resources of a type by their logical ids. */
export function resources(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** The properties of the one resource of a type. */
export function only(template: Template, type: string): Record<string, unknown> {
  const [first, ...more] = Object.values(resources(template, type));
  if (!first || more.length > 0) throw new Error(`${more.length + 1} of ${type}`);
  return first.Properties;
}
