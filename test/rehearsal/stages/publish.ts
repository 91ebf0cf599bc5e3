import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { AwsClient } from 'aws4fetch';
import { cdk } from '../aws/cdk.ts';
import { type Moto, startMoto } from '../aws/moto.ts';
import { account, region, withoutCredentials } from '../aws/no-credentials.ts';
import { type Deployed, zipPaths } from '../bytes/deployed.ts';
import type { Stage, Stand } from '../stage.ts';

/** The bucket of a bootstrapped account: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const bucket = `cdk-hnb659fds-assets-${account}-${region}`;

/** Nobody's: the emulator takes any. */
const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

export const publish: Stage = {
  name: 'publish',
  title: "the CDK's command line deploys to an emulator of AWS, and its zips are fetched back",
  run: async (stand) => {
    const { python } = await stand.preparation.python();
    const deployed = await stand.subject.synthesised();
    const moto = await startMoto(python);
    try {
      await deployAndDestroy(stand, deployed, moto);
    } finally {
      moto.stop();
    }
  },
};

async function deployAndDestroy(stand: Stand, deployed: Deployed, moto: Moto): Promise<void> {
  const { proof, subject } = stand;
  const env = { ...(await withoutCredentials()), AWS_ENDPOINT_URL: moto.url };
  const app = ['--app', deployed.folder];
  await proof.that('cdk bootstrap prepares the account', async () => {
    await cdk(['bootstrap', `aws://${account}/${region}`, ...app], { env });
  });
  await proof.that('cdk deploy creates the stack', async () => {
    await cdk(['deploy', deployed.stack, '--require-approval', 'never', ...app], { env });
    const stack = await describeStack(deployed.stack, moto);
    assert.equal(stack?.StackStatus, 'CREATE_COMPLETE');
  });
  await proof.that('the zips in its S3 are those of cdk.out', async () => {
    subject.publish(await fetchBack(stand, deployed, moto));
    return 'the stages that follow run these';
  });
  await proof.that('cdk destroy leaves no stack of it behind', async () => {
    await cdk(['destroy', deployed.stack, '--force', ...app], { env });
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

/** Writes what S3 holds under the keys of the template into files. */
async function fetchBack({ subject }: Stand, deployed: Deployed, moto: Moto): Promise<Deployed> {
  const folder = await subject.folder('published');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const s3 = new AwsClient({ ...credentials, region, service: 's3' });
  const paths = zipPaths(deployed.zips).map(async (path) => {
    // In cdk.out a file is called asset.HASH.zip, and HASH.zip in S3.
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
