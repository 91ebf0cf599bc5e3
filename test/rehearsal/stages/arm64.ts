import assert from 'node:assert/strict';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { computeTorchScores } from '../../support/fixtures.ts';
import { createFunctionUrlEvent } from '../../support/function-url-event.ts';
import { type Machine, type MachineRun, requireArm64, runOnArm64 } from '../arm64/machine.ts';
import {
  type Answer,
  answerSchema,
  classifyLocally,
  compareScores,
  createScoreLookup,
} from '../compare-answers.ts';
import { createLambdaVariables } from '../lambda-variables.ts';
import {
  chelsea,
  coffee,
  createPostEvent,
  createTypedPictureEvent,
  type Picture,
  writeOtherFormats,
} from '../pictures.ts';
import { print } from '../print.ts';
import type { Stage, StageContext } from '../stage.ts';

type Result = APIGatewayProxyStructuredResultV2;

export const arm64: Stage = {
  name: 'arm64',
  title:
    'the zip files run on Node 24 for arm64, without /sys/devices/system/cpu and without a network',
  run: async (context) => {
    requireArm64();
    const { subject, preparation, report } = context;
    const { arm64Node: node } = await preparation.tools();
    const deployed = await subject.deployed();
    print(`  the zip files come from ${deployed.from}`);
    const environment = createLambdaVariables(deployed);
    const machine = { node, ...(await subject.unpacked()), environment };
    await report.check('control: a socket that a program opens is counted', () =>
      countControl(machine),
    );
    await checkAnswers(context, machine);
  },
};

async function countControl(machine: Machine): Promise<void> {
  const { sockets } = await runOnArm64('reach-out.mjs', machine);
  assert.equal(sockets.made.length, 1);
  assert.deepEqual(sockets.reached, ['127.0.0.1:9']);
}

async function checkAnswers(context: StageContext, machine: Machine): Promise<void> {
  const { subject, report } = context;
  const pictures = [
    coffee,
    chelsea,
    ...(await writeOtherFormats(await subject.folder('pictures'))),
  ];
  const explained = createPostEvent(coffee, 'explain=true');
  const events = [
    createPostEvent(coffee),
    ...pictures.slice(1).map(createTypedPictureEvent),
    explained,
    ...['/', '/health'].map((path) => createFunctionUrlEvent({ path })),
  ];
  const outcome = await runOnArm64('loop.mjs', machine, events);
  await checkStart(context, outcome, events.length);
  const results = outcome.messages.flatMap(({ answer }) => answer ?? []);
  await comparePictures(context, pictures, results);
  const [explanation, page, health] = results.slice(pictures.length);
  await report.check('an answer has an explanation if one is requested', () => {
    const { explanation: map } = JSON.parse(explanation?.body ?? '{}');
    assert.equal(map?.values.length, map?.width * map?.height);
    assert.ok(Math.max(...map.values) > Math.min(...map.values));
  });
  await report.check('GET / returns the page, and GET /health returns 200', () => {
    assert.equal(page?.statusCode, 200);
    assert.match(String(page?.headers?.['content-type']), /^text\/html/);
    assert.match(page?.body ?? '', /<title>[^<]*Glimpse/);
    assert.equal(health?.statusCode, 200);
  });
}

async function checkStart(
  { report }: StageContext,
  outcome: MachineRun,
  events: number,
): Promise<void> {
  const { code, messages, sockets, leftBehind } = outcome;
  await report.check('INIT completes, and every event is answered', () => {
    const answered = messages.filter(({ answer }) => answer).length;
    const end = `${outcome.stderr}${outcome.log}`.slice(-3000);
    assert.deepEqual({ code, answered }, { code: 0, answered: events }, end);
    const init = messages[0]?.init;
    assert.deepEqual([init?.arch, init?.version.split('.')[0]], ['arm64', 'v24']);
    const times = messages.flatMap(({ ms }) => (ms === undefined ? [] : (ms / 1000).toFixed(1)));
    const seconds = ((init?.ms ?? 0) / 1000).toFixed(1);
    return `emulated, INIT takes ${seconds} s, the events ${times.join(', ')} s`;
  });
  await report.check('no socket is opened', () => {
    assert.deepEqual(sockets, { made: [], bound: [], reached: [] });
  });
  await report.check('nothing is left in /tmp, the only writable folder', () => {
    assert.deepEqual(leftBehind, []);
  });
  await report.check('the log has one JSON document per line', () => {
    const lines = outcome.log.split('\n').filter(Boolean);
    for (const line of lines) JSON.parse(line);
    assert.ok(lines.length >= events, `${lines.length} lines`);
    return `${lines.length} lines`;
  });
}

async function comparePictures(
  { subject, preparation, report }: StageContext,
  pictures: readonly Picture[],
  results: readonly Result[],
): Promise<void> {
  const { model } = subject;
  const answers = pictures.map((_picture, index) => readAnswer(results[index]));
  await report.check('coldStart is true only in the first answer', () => {
    const expected = pictures.map((_picture, index) => index === 0);
    assert.deepEqual(
      answers.map(({ coldStart }) => coldStart),
      expected,
    );
  });
  await report.check('scores differ from those of this machine by at most 0.03', async () => {
    const files = pictures.map(({ path }) => path);
    const here = await classifyLocally(files, { model, home: await preparation.home() });
    const differences = answers.map(({ predictions }, index) =>
      compareScores(predictions, createScoreLookup(here[index] ?? [])),
    );
    const names = pictures.map(({ name }, index) => `${name} ${differences[index]?.toFixed(4)}`);
    return `largest differences ${names.join(', ')}`;
  });
  if (model !== 'efficientnet-lite0') return;
  await report.check("scores differ from those of PyTorch's float32 model by at most 0.03", () => {
    const differences = (['coffee', 'chelsea'] as const).map((name, index) => {
      const scores = computeTorchScores(name);
      return compareScores(answers[index]?.predictions ?? [], (label) => scores[label]);
    });
    return `largest differences ${differences.map((difference) => difference.toFixed(4)).join(', ')}`;
  });
}

/** Reads an answer of either API. @throws Error if the result is not an answer. */
function readAnswer(result: Result | undefined): Answer {
  const body = JSON.parse(result?.body ?? 'null');
  return answerSchema.parse(body?.result?.data ?? body);
}
