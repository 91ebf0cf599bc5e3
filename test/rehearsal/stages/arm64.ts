import assert from 'node:assert/strict';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { torchScores } from '../../support/fixtures.ts';
import { functionUrlEvent } from '../../support/function-url-event.ts';
import { type Answer, answerSchema, answersHere, compareScores, scoresOf } from '../answers.ts';
import { type Machine, type Outcome, requireArm64, runOnArm64 } from '../arm64/machine.ts';
import { lambdaVariables } from '../lambda-variables.ts';
import { called, chelsea, coffee, otherFormats, type Picture, posted } from '../pictures.ts';
import { say } from '../say.ts';
import type { Stage, Stand } from '../stage.ts';

type Result = APIGatewayProxyStructuredResultV2;

export const arm64: Stage = {
  name: 'arm64',
  title: 'the bytes run under Node 24 for arm64, with no /sys/devices/system/cpu and no network',
  run: async (stand) => {
    requireArm64();
    const { subject, preparation, proof } = stand;
    const { arm64Node: node } = await preparation.tools();
    const deployed = await subject.deployed();
    say(`  the zips are those of ${deployed.from}`);
    const environment = lambdaVariables(deployed);
    const machine = { node, ...(await subject.unpacked()), environment };
    await proof.that('a socket would be seen: a control that asks for one is counted', () =>
      countControl(machine),
    );
    await checkAnswers(stand, machine);
  },
};

async function countControl(machine: Machine): Promise<void> {
  const { sockets } = await runOnArm64('reach-out.mjs', machine);
  assert.equal(sockets.made.length, 1);
  assert.deepEqual(sockets.reached, ['127.0.0.1:9']);
}

async function checkAnswers(stand: Stand, machine: Machine): Promise<void> {
  const { subject, proof } = stand;
  const pictures = [coffee, chelsea, ...(await otherFormats(await subject.folder('pictures')))];
  const explained = posted(coffee, 'explain=true');
  const questions = [
    posted(coffee),
    ...pictures.slice(1).map(called),
    explained,
    ...['/', '/health'].map((path) => functionUrlEvent({ path })),
  ];
  const outcome = await runOnArm64('loop.mjs', machine, questions);
  await checkStart(stand, outcome, questions.length);
  const results = outcome.told.flatMap(({ answer }) => answer ?? []);
  await comparePictures(stand, pictures, results);
  const [explanation, page, health] = results.slice(pictures.length);
  await proof.that('an answer explains itself where it is asked to', () => {
    const { explanation: map } = JSON.parse(explanation?.body ?? '{}');
    assert.equal(map?.values.length, map?.width * map?.height);
    assert.ok(Math.max(...map.values) > Math.min(...map.values));
  });
  await proof.that('GET / gives the page, and GET /health says that it is well', () => {
    assert.equal(page?.statusCode, 200);
    assert.match(String(page?.headers?.['content-type']), /^text\/html/);
    assert.match(page?.body ?? '', /<title>[^<]*Glimpse/);
    assert.equal(health?.statusCode, 200);
  });
}

async function checkStart({ proof }: Stand, outcome: Outcome, events: number): Promise<void> {
  const { code, told, sockets, leftBehind } = outcome;
  await proof.that('INIT ends, and every event is answered', () => {
    const answered = told.filter(({ answer }) => answer).length;
    const end = `${outcome.stderr}${outcome.log}`.slice(-3000);
    assert.deepEqual({ code, answered }, { code: 0, answered: events }, end);
    const init = told[0]?.init;
    assert.deepEqual([init?.arch, init?.version.split('.')[0]], ['arm64', 'v24']);
    const times = told.flatMap(({ ms }) => (ms === undefined ? [] : (ms / 1000).toFixed(1)));
    const seconds = ((init?.ms ?? 0) / 1000).toFixed(1);
    return `emulated, INIT takes ${seconds} s, the events ${times.join(', ')} s`;
  });
  await proof.that('not one socket is asked for', () => {
    assert.deepEqual(sockets, { made: [], reached: [] });
  });
  await proof.that('nothing is left in /tmp, the one place that can be written', () => {
    assert.deepEqual(leftBehind, []);
  });
  await proof.that('the log is one JSON document a line', () => {
    const lines = outcome.log.split('\n').filter(Boolean);
    for (const line of lines) JSON.parse(line);
    assert.ok(lines.length >= events, `${lines.length} lines`);
    return `${lines.length} lines`;
  });
}

async function comparePictures(
  { subject, preparation, proof }: Stand,
  pictures: readonly Picture[],
  results: readonly Result[],
): Promise<void> {
  const { model } = subject;
  const answers = pictures.map((_picture, index) => readAnswer(results[index]));
  await proof.that('coldStart is true once: in the first answer', () => {
    const expected = pictures.map((_picture, index) => index === 0);
    assert.deepEqual(
      answers.map(({ coldStart }) => coldStart),
      expected,
    );
  });
  await proof.that('the answers are those of this machine, within 0.03 in score', async () => {
    const files = pictures.map(({ path }) => path);
    const here = await answersHere(files, { model, home: await preparation.home() });
    const differences = answers.map(({ predictions }, index) =>
      compareScores(predictions, scoresOf(here[index] ?? [])),
    );
    const names = pictures.map(({ name }, at) => `${name} ${differences[at]?.toFixed(4)}`);
    return `greatest differences ${names.join(', ')}`;
  });
  if (model !== 'efficientnet-lite0') return;
  await proof.that("and those of PyTorch's float32 model, within 0.03", () => {
    const differences = (['coffee', 'chelsea'] as const).map((name, index) => {
      const scores = torchScores(name);
      return compareScores(answers[index]?.predictions ?? [], (at) => scores[at]);
    });
    return `greatest differences ${differences.map((one) => one.toFixed(4)).join(', ')}`;
  });
}

/** From either API. @throws Error where it is no answer to a picture. */
function readAnswer(result: Result | undefined): Answer {
  const body = JSON.parse(result?.body ?? 'null');
  return answerSchema.parse(body?.result?.data ?? body);
}
