import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { AwsClient } from 'aws4fetch';
import { runCdk } from '../aws/cdk.ts';
import { type Moto, startMoto } from '../aws/moto.ts';
import { account, createIsolatedEnv, region } from '../aws/no-credentials.ts';
import { type Deployed, listZips } from '../bytes/deployed.ts';
import type { Stage, StageContext } from '../stage.ts';

/** The bucket of a bootstrapped account: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const bucket = `cdk-hnb659fds-assets-${account}-${region}`;

/** Fake credentials: the emulator accepts any. */
const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

export const publish: Stage = {
  name: 'publish',
  title: 'the CDK deploys to an AWS emulator, and the zip files are downloaded from there',
  run: async (context) => {
    const { python } = await context.preparation.python();
    const deployed = await context.subject.synthesised();
    const moto = await startMoto(python);
    try {
      await deployAndDestroy(context, deployed, moto);
    } finally {
      moto.stop();
    }
  },
};

async function deployAndDestroy(
  context: StageContext,
  deployed: Deployed,
  moto: Moto,
): Promise<void> {
  const { report, subject } = context;
  const env = { ...(await createIsolatedEnv()), AWS_ENDPOINT_URL: moto.url };
  const app = ['--app', deployed.folder];
  await report.check('cdk bootstrap prepares the account', async () => {
    await runCdk(['bootstrap', `aws://${account}/${region}`, ...app], { env });
  });
  await report.check('cdk deploy creates the stack', async () => {
    await runCdk(['deploy', deployed.stack, '--require-approval', 'never', ...app], { env });
    const stack = await describeStack(deployed.stack, moto);
    assert.equal(stack?.StackStatus, 'CREATE_COMPLETE');
  });
  await report.check('the zip files in S3 are equal to those in cdk.out', async () => {
    subject.publish(await fetchZips(context, deployed, moto));
    return 'the following stages run these';
  });
  await report.check('cdk destroy leaves no stack behind', async () => {
    await runCdk(['destroy', deployed.stack, '--force', ...app], { env });
    assert.equal(await describeStack(deployed.stack, moto), undefined);
  });
}

async function describeStack(StackName: string, moto: Moto): Promise<Stack | undefined> {
  const client = new CloudFormationClient({ region, credentials, endpoint: moto.url });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}

/** Downloads the zip files from S3 by the keys in the template. */
async function fetchZips(
  { subject }: StageContext,
  deployed: Deployed,
  moto: Moto,
): Promise<Deployed> {
  const folder = await subject.folder('published');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const s3 = new AwsClient({ ...credentials, region, service: 's3' });
  const paths = listZips(deployed.zips).map(async (path) => {
    // A file is named asset.HASH.zip in cdk.out, and HASH.zip in S3.
    const key = basename(path).replace(/^asset\./, '');
    const response = await s3.fetch(`${moto.url}/${bucket}/${key}`);
    assert.equal(response.status, 200, `${key} is not in S3`);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.equals(await readFile(path)), `${key} in S3 differs from cdk.out`);
    await writeFile(join(folder, key), bytes);
    return join(folder, key);
  });
  const [own = '', ...layers] = await Promise.all(paths);
  return { ...deployed, zips: { function: own, layers }, from: "the emulator's S3" };
}
