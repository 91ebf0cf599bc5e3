import type { Command } from '../contestants/contestant.ts';
import { glimpse } from '../contestants/glimpse.ts';
import { startServer } from '../measure/server.ts';
import { timeRun } from '../measure/timed-run.ts';
import { createPictures, formatRecipes, type Picture } from '../pictures/pictures.ts';
import { interleave } from '../rounds/interleave.ts';
import type { Group } from './group.ts';
import type { Scenario } from './scenario.ts';

const server: Scenario = { name: 'start/server', unit: 'ms' };

/** From the start of a server to its first answer through HTTP. */
export const serverStart: Group = {
  title: 'From the start of a server to its first answer',
  scenarios: [server],
  usesContestants: true,
  onlyLinux: false,
  measure: async ({ contestants, results, rounds: share, warmUp, step, isQuick }) => {
    const [first] = (await createPictures(formatRecipes, isQuick)) as [Picture];
    const rounds = share(0.25);
    await step(server.name, (warmUp(1) + rounds) * contestants.length, (onStep) =>
      interleave({
        contestants,
        scenarios: [server],
        rounds,
        warmUp: warmUp(1),
        results,
        onStep,
        measure: async (contestant) => {
          const started = await startServer(contestant, contestant.rest(first));
          await started.stop();
          return [[started.firstAnswerMs]];
        },
      }),
    );
  },
};

const versionWall: Scenario = { name: 'version/wall', unit: 'ms' };
const versionCpu: Scenario = { name: 'version/cpu', unit: 'ms' };

/** The command beside Node without a program. */
const programs: readonly { name: string; isGlimpse: boolean; command: Command }[] = [
  {
    name: 'glimpse --version',
    isGlimpse: true,
    command: [process.execPath, glimpse, '--version'],
  },
  { name: 'node -e 0', isGlimpse: false, command: [process.execPath, '-e', '0'] },
];

/** `glimpse --version`: what every command takes at least. */
export const versionStart: Group = {
  title: 'glimpse --version',
  scenarios: [versionWall, versionCpu],
  usesContestants: false,
  onlyLinux: true,
  measure: async ({ results, rounds: share, warmUp, step }) => {
    const rounds = share(0.5);
    await step('version', (warmUp(1) + rounds) * programs.length, (onStep) =>
      interleave({
        contestants: programs,
        scenarios: [versionWall, versionCpu],
        rounds,
        warmUp: warmUp(1),
        results,
        onStep,
        measure: async ({ command }) => {
          const { wallMs, cpuMs } = await timeRun(command);
          return [[wallMs], [cpuMs]];
        },
      }),
    );
  },
};
