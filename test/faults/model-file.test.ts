import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { classifier } from '../models/onnx/classifier.ts';
import { modelFolder } from '../support/fixtures.ts';
import { startLambda } from '../support/lambda.ts';
import { replaceModelFile } from '../support/model-folder.ts';
import { type RunResult, runGlimpse } from '../support/run-glimpse.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Answer } from './client.ts';
import { expectCode, expectEspresso, expectWorking } from './expect.ts';
import { coffee } from './pictures.ts';
import { missing, withoutPrivileges } from './programs.ts';
import { type Server, startServer } from './server.ts';

const home = temporaryFolder();
const folder = join(home, 'models', 'mine');
const file = join(folder, 'model.onnx');

/** Puts the model there as it was, over whatever is there. */
function repair(): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(modelFolder, folder, { recursive: true });
}

interface Fault {
  readonly name: string;
  readonly damage: () => void | Promise<void>;
  /** What whoever starts the server reads. */
  readonly sentence: RegExp;
}

const faults: readonly Fault[] = [
  {
    name: 'missing',
    damage: () => rmSync(file),
    sentence: /model\.onnx cannot be read; check that the model's folder is complete\.$/,
  },
  {
    name: 'cut short',
    damage: () => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    },
    sentence: /is damaged: model\.onnx has 2425358 bytes, expected 4850717; install it again\.$/,
  },
  {
    name: 'changed in one bit',
    damage: () => {
      const bytes = readFileSync(file);
      bytes[3_000_000]! ^= 0b100;
      writeFileSync(file, bytes);
    },
    sentence: /is damaged: the sha256 of model\.onnx is [\da-f]{64}, expected [\da-f]{64}; install/,
  },
  {
    name: 'another valid network',
    damage: () => writeFileSync(file, classifier()),
    sentence: /is damaged: model\.onnx has \d+ bytes, expected 4850717; install it again\.$/,
  },
  {
    name: 'another valid network, with size and hash in the manifest',
    damage: () => replaceModelFile(folder, classifier()),
    sentence: /does not fit its manifest: tensor "pixels" is missing, expected uint8/,
  },
  {
    name: 'of the same shape with other weights, with their hash in the manifest',
    damage: () => replaceModelFile(folder, reverseWeights(readFileSync(file))),
    sentence: /failed its self-check: logits differ by .+; install the model again\.$/,
  },
  {
    name: 'a directory',
    damage: () => {
      rmSync(file);
      mkdirSync(file);
    },
    sentence: /model\.onnx cannot be read; check that the model's folder is complete\.$/,
  },
];

/** Reverses the bytes of a part of the file that holds weights. */
/** Reverses a part of the weights of one convolution. */
function reverseWeights(bytes: Buffer): Buffer {
  bytes.subarray(2_600_000, 2_800_000).reverse();
  return bytes;
}

function serve(through: readonly string[] = []): Promise<RunResult> {
  const args = ['serve', '--port', '0', '--model', 'mine'];
  return runGlimpse(args, { env: { GLIMPSE_HOME: home }, through });
}

/** Expects that a server refused to start, and said why in one line. */
function expectRefusal({ code, stdout, stderr }: RunResult, sentence: RegExp): void {
  expect(stderr).toMatch(/^glimpse: [^\n]+\n$/);
  expect(stderr.trim()).toMatch(sentence);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}

describe('a model whose file is', () => {
  let running: Server;

  beforeAll(async () => {
    repair();
    running = await startServer({ home, args: ['--model', 'mine'] });
  });
  beforeEach(repair);
  afterAll(async () => {
    expect(await running.stop()).toBe(0);
  });

  test.each(faults)('$name, is not served, but by a server that runs', async (fault) => {
    await fault.damage();
    await expectWorking(running.url);
    expectRefusal(await serve(), fault.sentence);
  });

  test('unreadable, is not served either', async ({ skip }) => {
    skip(missing.permissions !== undefined, missing.permissions);
    chmodSync(file, 0o000);
    await expectWorking(running.url);
    expectRefusal(await serve(withoutPrivileges), /model\.onnx cannot be read; check that/);
  });

  test.each(faults)('$name, is not used by the function until it is repaired', async (fault) => {
    await fault.damage();
    const lambda = await startLambda(folder);
    const post = { method: 'POST', path: '/classify', query: 'topK=1', body: coffee };
    expectCode(toAnswer(await lambda.send(post)), 503, 'MODEL_UNAVAILABLE');
    const err = { message: expect.stringMatching(fault.sentence) };
    expect(lambda.lines()).toContainEqual(
      expect.objectContaining({ level: 'error', err: expect.objectContaining(err) }),
    );
    repair();
    expectEspresso(toAnswer(await lambda.send(post)));
  });
});

function toAnswer({ statusCode = 0, body = '' }: APIGatewayProxyStructuredResultV2): Answer {
  return { status: statusCode, body: JSON.parse(body) };
}
