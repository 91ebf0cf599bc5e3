import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyHome } from '../support/empty-home.ts';
import { type Server, startServer } from './server.ts';
import { type Soaked, soak } from './soak/run.ts';
import { findProblems } from './soak/verdict.ts';

/** More than in a long run: a few hundred samples are noisier than ten thousand. */
const maxGrowth = 1.2;

describe.runIf(process.platform === 'linux')('five hundred requests of all kinds', () => {
  let server: Server;
  let soaked: Soaked;

  beforeAll(async () => {
    server = await startServer({ home: emptyHome });
    soaked = await soak(server, { requests: 500 });
  }, 240_000);

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  test('are all answered correctly, and nothing grows', () => {
    expect(findProblems(soaked, maxGrowth)).toEqual([]);
  });

  test('leave no line about a failure in the log', () => {
    expect(server.log.filter((line) => !/^[A-Z]+ \/\S* \d{3} \d+ ms$/.test(line))).toEqual([]);
  });
});

describe('the verdict on a run', () => {
  const held = { sockets: 1, descriptors: 2, threads: 3, processes: 4, memory: 100 };
  const good: Soaked = {
    outcomes: new Map(),
    faults: [],
    memory: [200, 202, 201, 203],
    rest: { before: held, after: held },
  };

  test.each<[string, Partial<Soaked>, string[]]>([
    ['nothing', {}, []],
    ['a wrong answer', { faults: ['png: wrong'] }, ['png: wrong']],
    ['memory that grows', { memory: [200, 200, 230, 230] }, ['memory grew from 200 to 230 MB']],
    ['memory that shrinks', { memory: [230, 230, 200, 200] }, []],
    [
      'a leak',
      { rest: { before: held, after: { ...held, sockets: 3 } } },
      ['2 sockets more than before'],
    ],
    ['no sample', { memory: [] }, ['memory was not measured']],
  ])('finds %s', (_name, change, problems) => {
    expect(findProblems({ ...good, ...change })).toEqual(problems);
  });
});
