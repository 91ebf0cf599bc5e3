import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { settingNames } from '../../../infra/settings.ts';
import { createFakeAws } from '../../support/aws/fake-aws.ts';
import { identity, runDeploy } from '../../support/aws/run-deploy.ts';
import { root } from '../../support/fixtures.ts';

const region = { AWS_REGION: 'eu-central-1' };

test.each([
  [['deploy', '--access', 'everybody', '--yes'], 'access must be iam or public.'],
  [['deploy'], 'there is no terminal to confirm on: pass --yes to deploy without asking.'],
  [['destroy'], 'there is no terminal to confirm on: pass --yes to remove without asking.'],
  [
    ['deploy', '--rollback', '--memory', '2048', '--access', 'public'],
    '--rollback cannot be combined with --access, --memory: a version keeps its settings.',
  ],
  [['deploy', '--rollback', 'last'], '--rollback takes a version number, and "last" is not one.'],
  [['deploy', '--rollback', '--diff'], '--rollback cannot be combined with --diff.'],
  [
    ['price', '--starts', '5'],
    "option '--starts <share>' argument '5' is invalid. It must be a number from 0 to 1. (see --help)",
  ],
  [
    ['price', '--ms', 'x'],
    "option '--ms <ms>' argument 'x' is invalid. It must be a number, 0 or more. (see --help)",
  ],
])('reports wrong usage in one line, with exit code 2: %j', async (args, sentence) => {
  const aws = await createFakeAws();
  const { code, stderr } = await runDeploy(aws, args, { env: { ...identity, ...region } });
  expect(stderr).toBe(`glimpse: ${sentence}\n`);
  expect(code).toBe(2);
  expect(aws.log).toEqual([]);
});

test('--help and infra/README.md list a flag for every setting; --help has its default', async () => {
  const { code, stdout } = await runDeploy(await createFakeAws(), ['deploy', '--help']);
  const readme = readFileSync(join(root, 'infra/README.md'), 'utf8');
  for (const name of settingNames) {
    expect(stdout).toMatch(new RegExp(`^  --${name} <\\w+>[^-]*\\(default:\\s+\\w+\\)`, 'm'));
    expect(readme).toMatch(new RegExp(`^\\| \`--${name} `, 'm'));
  }
  expect(code).toBe(0);
});

/** Returns the packages that a module loads at once, through the modules that it imports. */
async function listPackages(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: '.build/never-written',
    write: false,
    metafile: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  const packages = new Set<string>();
  const modules = new Set([entry]);
  for (const path of modules) {
    for (const { path: imported, kind, external } of metafile.inputs[path]?.imports ?? []) {
      if (kind === 'import-statement') (external ? packages : modules).add(imported);
    }
  }
  return [...packages].filter((name) => !name.startsWith('node:'));
}

test('"price" says that the time per picture is an assumption, unless --ms gives it', async () => {
  const aws = await createFakeAws();
  const [assumed, given, json] = await Promise.all(
    [['price'], ['price', '--ms', '40'], ['price', '--json']].map((args) =>
      runDeploy(aws, args, { env: { ...identity, ...region } }),
    ),
  );
  const sentence =
    '40 ms per picture on Graviton is an assumption. "npm run deploy" measures it.\n';
  expect(assumed?.stdout.endsWith(`(first tier).\n${sentence}`)).toBe(true);
  expect(given?.stdout.endsWith('(first tier).\n')).toBe(true);
  expect(JSON.parse(json?.stdout ?? '')).toHaveLength(3);
});

// --help and prices take half a second; the CDK and the SDK would more than double that.
test('prices and help texts load neither the CDK nor the AWS SDK', async () => {
  const packages = await listPackages('infra/deploy/main.ts');
  expect(packages).toContain('commander');
  expect(packages.filter((name) => /aws-cdk|@aws-sdk|constructs|esbuild/.test(name))).toEqual([]);
  expect(await listPackages('infra/deploy/commands/deploy.ts')).toContain('@aws-sdk/client-lambda');
  expect(await listPackages('infra/app.ts')).toContain('aws-cdk-lib');
});
