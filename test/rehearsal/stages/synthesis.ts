import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { runCdk } from '../aws/cdk.ts';
import { createIsolatedEnv } from '../aws/no-credentials.ts';
import { stage } from '../aws/synthesise.ts';
import { type Deployed, listZips } from '../bytes/deployed.ts';
import { readProcessors } from '../bytes/elf.ts';
import { amazonLinux, findNeededVersions, isNewer } from '../bytes/needed-glibc.ts';
import { readZipEntries } from '../bytes/zip-entries.ts';
import type { Stage, StageContext } from '../stage.ts';

/** Limit of the unpacked size with an int8 model. */
const maxBytes = 70e6;

/** Outputs of the stack. The AWS emulator cannot return them, because it has no function URLs. */
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
  title: 'the CDK writes the template, cdk-nag checks it, and Lambda accepts the zip files',
  run: async (context) => {
    const { report, subject } = context;
    const deployed = await subject.synthesised();
    await report.check('cdk-nag finds nothing in the stack', () => {
      return `${Object.keys(deployed.template.Resources).length} resources`;
    });
    await checkNag(context);
    await checkFunction(context, deployed);
    await checkZips(context, deployed);
    await checkUnpacked(context);
  },
};

async function checkNag({ report, subject, preparation }: StageContext): Promise<void> {
  const home = await preparation.home();
  const { model } = subject;
  await report.check(
    'cdk-nag finds nothing with public access, a bucket, origins and e-mail',
    async () => {
      const { template } = await subject.everything();
      return `${Object.keys(template.Resources).length} resources`;
    },
  );
  await report.check('every accepted finding of cdk-nag has a reason', async () => {
    const reasons = await readAcceptedFindings((await subject.everything()).folder);
    for (const [rule, reason] of reasons) assert.ok(reason.length >= 40, `${rule}: "${reason}"`);
    return reasons.map(([rule]) => rule).join(', ');
  });
  await report.check('an unsafe resource in the same app is rejected', async () => {
    const env = { ...(await createIsolatedEnv()), GLIMPSE_HOME: home };
    const app = 'node --import tsx test/rehearsal/aws/unsafe-app.ts';
    const context = ['--context', `model=${model}`, '--context', `stage=${stage}`];
    const unsafe = await subject.folder('cdk.out.unsafe');
    const synth = runCdk(['synth', '--quiet', '--app', app, '--output', unsafe, ...context], {
      env,
    });
    await assert.rejects(synth, /AwsSolutions-S10/);
  });
}

const acknowledgedSchema = z.record(
  z.string(),
  z.array(z.object({ type: z.string(), data: z.unknown() })),
);

/** Reads rules and reasons from the CDK's metadata. */
async function readAcceptedFindings(folder: string): Promise<[rule: string, reason: string][]> {
  const text = await readFile(join(folder, `glimpse-${stage}.metadata.json`), 'utf8');
  const notes = Object.values(acknowledgedSchema.parse(JSON.parse(text))).flat();
  const acknowledged = notes.filter(({ type }) => type === 'aws:cdk:acknowledged-rules');
  const reasons = z.record(z.string(), z.string());
  return acknowledged.flatMap(({ data }) => Object.entries(reasons.parse(data)));
}

async function checkFunction({ report }: StageContext, deployed: Deployed): Promise<void> {
  await report.check('the function is nodejs24.x on arm64 with a handler in index.mjs', () => {
    const { Runtime, Architectures, Handler, MemorySize, Timeout } = deployed.function;
    const found = { Runtime, Architectures, Handler };
    const expected = { Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' };
    assert.deepEqual(found, expected);
    return `${MemorySize} MB, ${Timeout} s`;
  });
  await report.check('the stack has the outputs that callers and scripts need', () => {
    assert.deepEqual(Object.keys(deployed.template.Outputs).sort(), [...outputs].sort());
  });
  await report.check('only signed requests reach the function', () => {
    const urls = Object.values(deployed.template.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::Url',
    );
    assert.deepEqual(
      urls.map(({ Properties }) => Properties.AuthType),
      ['AWS_IAM'],
    );
  });
}

async function checkZips({ report }: StageContext, deployed: Deployed): Promise<void> {
  const zips = await Promise.all(listZips(deployed.zips).map((path) => readFile(path)));
  const entries = zips.flatMap(readZipEntries);
  await report.check('the unpacked size is at most 70 MB', () => {
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const zipped = zips.reduce((sum, { length }) => sum + length, 0);
    assert.ok(total <= maxBytes, `${total} bytes`);
    return `${(total / 1e6).toFixed(1)} MB, ${(zipped / 1e6).toFixed(1)} MB zipped`;
  });
  await report.check('the zip files contain only regular files that every user may read', () => {
    const types = entries.filter(({ path, mode }) => {
      return !path.endsWith('/') && ((mode & 0o170000) !== 0o100000 || (mode & 0o444) !== 0o444);
    });
    assert.deepEqual(types, []);
    assert.equal(new Set(entries.map(({ path }) => path)).size, entries.length, 'duplicate paths');
    return `${entries.length} files`;
  });
}

async function checkUnpacked({ report, subject }: StageContext): Promise<void> {
  const { task, opt } = await subject.unpacked();
  await report.check(
    '/opt/model contains the files that the manifest names, the list of valid ones, and nothing else',
    async () => {
      const folder = join(opt, 'model');
      const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
      const named = ['manifest.json', 'validated.json', manifest.file, manifest.licence];
      const expected = new Set([...named, ...Object.values(manifest.labels)]);
      assert.deepEqual(new Set(await readdir(folder, { recursive: true })), expected);
      assert.deepEqual([manifest.id, manifest.precision], [subject.model, 'int8']);
    },
  );
  await report.check('native code is only in the layer, and only for arm64', async () => {
    const inLayer = await readProcessors(opt);
    assert.deepEqual(new Set(inLayer.values()), new Set(['arm64']));
    assert.deepEqual([...(await readProcessors(task)).keys()], []);
    return [...inLayer.keys()].map((path) => path.split('/').at(-1)).join(', ');
  });
  await report.check('Amazon Linux 2023 has the required C and C++ libraries', async () => {
    const needed = await findNeededVersions(opt);
    for (const [library, has] of Object.entries(amazonLinux)) {
      const version = needed[library as keyof typeof amazonLinux];
      assert.ok(
        !isNewer(version, has),
        `${library} ${version} is required, but Amazon Linux has ${has}`,
      );
    }
    return Object.entries(needed).flat().join(' ');
  });
}
