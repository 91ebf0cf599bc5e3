import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { cdk } from '../aws/cdk.ts';
import { withoutCredentials } from '../aws/no-credentials.ts';
import { stage } from '../aws/synthesise.ts';
import { type Deployed, zipPaths } from '../bytes/deployed.ts';
import { processorsOf } from '../bytes/elf.ts';
import { amazonLinux, isNewer, neededVersions } from '../bytes/needed-glibc.ts';
import { zipEntries } from '../bytes/zip-entries.ts';
import type { Stage, Stand } from '../stage.ts';

/** Unpacked, with an int8 model. */
const mostBytes = 70e6;

/** What the emulator of AWS cannot give back, having no function URLs. */
const outputs = [
  'Url',
  'FunctionName',
  'Alias',
  'AliasArn',
  'Version',
  'Access',
  'Model',
  'Settings',
  'CallerPolicy',
];

export const synthesis: Stage = {
  name: 'synthesis',
  title: 'the CDK writes the template, cdk-nag checks it, and the zips are what Lambda takes',
  run: async (stand) => {
    const { proof, subject } = stand;
    const deployed = await subject.synthesised();
    await proof.that('cdk synth writes a stack in which cdk-nag finds nothing', () => {
      return `${Object.keys(deployed.template.Resources).length} resources`;
    });
    await checkNag(stand);
    await checkFunction(stand, deployed);
    await checkZips(stand, deployed);
    await checkUnpacked(stand);
  },
};

async function checkNag({ proof, subject, preparation }: Stand): Promise<void> {
  const home = await preparation.home();
  const { model } = subject;
  await proof.that('and with public access, a bucket, origins and e-mail neither', async () => {
    const { template } = await subject.everything();
    return `${Object.keys(template.Resources).length} resources`;
  });
  await proof.that('every finding of cdk-nag that is accepted says why', async () => {
    const reasons = await acceptedFindings((await subject.everything()).folder);
    for (const [rule, reason] of reasons) assert.ok(reason.length >= 40, `${rule}: "${reason}"`);
    return reasons.map(([rule]) => rule).join(', ');
  });
  await proof.that('an unsafe resource in the same app is refused', async () => {
    const env = { ...(await withoutCredentials()), GLIMPSE_HOME: home };
    const app = 'node --import tsx test/rehearsal/aws/unsafe-app.ts';
    const context = ['--context', `model=${model}`, '--context', `stage=${stage}`];
    const unsafe = await subject.folder('cdk.out.unsafe');
    const synth = cdk(['synth', '--quiet', '--app', app, '--output', unsafe, ...context], { env });
    await assert.rejects(synth, /AwsSolutions-S10/);
  });
}

const acknowledgedSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown() })),
);

/** Rules and reasons, as the CDK notes them in its metadata. */
async function acceptedFindings(folder: string): Promise<[rule: string, reason: string][]> {
  const text = await readFile(join(folder, `glimpse-${stage}.metadata.json`), 'utf8');
  const notes = Object.values(acknowledgedSchema.parse(JSON.parse(text))).flat();
  const acknowledged = notes.filter(({ type }) => type === 'aws:cdk:acknowledged-rules');
  const reasons = z.record(z.string(), z.string());
  return acknowledged.flatMap(({ data }) => Object.entries(reasons.parse(data)));
}

async function checkFunction({ proof }: Stand, deployed: Deployed): Promise<void> {
  await proof.that('the function is nodejs24.x on arm64 with a handler in index.mjs', () => {
    const { Runtime, Architectures, Handler, MemorySize, Timeout } = deployed.function;
    const found = { Runtime, Architectures, Handler };
    const expected = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' };
    assert.deepEqual(found, expected);
    return `${MemorySize} MB, ${Timeout} s`;
  });
  await proof.that('the stack tells what callers and scripts need', () => {
    assert.deepEqual(Object.keys(deployed.template.Outputs).sort(), [...outputs].sort());
  });
  await proof.that('only signed requests reach it', () => {
    const urls = Object.values(deployed.template.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Url',
    );
    assert.deepEqual(
      urls.map(({ Properties }) => Properties.AuthType),
      ['AWS_IAM'],
    );
  });
}

async function checkZips({ proof }: Stand, deployed: Deployed): Promise<void> {
  const zips = await Promise.all(zipPaths(deployed.zips).map((path) => readFile(path)));
  const entries = zips.flatMap(zipEntries);
  await proof.that('unpacked it is at most 70 MB', () => {
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const zipped = zips.reduce((sum, { length }) => sum + length, 0);
    assert.ok(total <= mostBytes, `${total} bytes`);
    return `${(total / 1e6).toFixed(1)} MB, ${(zipped / 1e6).toFixed(1)} MB zipped`;
  });
  await proof.that('the zips hold plain files that every user may read, and no links', () => {
    const types = entries.filter(({ path, mode }) => {
      return !path.endsWith('/') && ((mode & 0o170000) !== 0o100000 || (mode & 0o444) !== 0o444);
    });
    assert.deepEqual(types, []);
    assert.equal(new Set(entries.map(({ path }) => path)).size, entries.length, 'paths twice');
    return `${entries.length} files`;
  });
}

async function checkUnpacked({ proof, subject }: Stand): Promise<void> {
  const { task, opt } = await subject.unpacked();
  await proof.that('/opt/model holds what the manifest names, and nothing else', async () => {
    const folder = join(opt, 'model');
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const named = ['manifest.json', manifest.file, manifest.licence];
    const expected = new Set([...named, ...Object.values(manifest.labels)]);
    assert.deepEqual(new Set(await readdir(folder, { recursive: true })), expected);
    assert.deepEqual([manifest.id, manifest.precision], [subject.model, 'int8']);
  });
  await proof.that('native code is in the layer alone, and for arm64 alone', async () => {
    const inLayer = await processorsOf(opt);
    assert.deepEqual(new Set(inLayer.values()), new Set(['arm64']));
    assert.deepEqual([...(await processorsOf(task)).keys()], []);
    return [...inLayer.keys()].map((path) => path.split('/').at(-1)).join(', ');
  });
  await proof.that('Amazon Linux 2023 has the C and C++ libraries that it asks for', async () => {
    const needed = await neededVersions(opt);
    for (const [library, has] of Object.entries(amazonLinux)) {
      const version = needed[library as keyof typeof amazonLinux];
      assert.ok(!isNewer(version, has), `${library} ${version} is asked for, there is ${has}`);
    }
    return Object.entries(needed).flat().join(' ');
  });
}
