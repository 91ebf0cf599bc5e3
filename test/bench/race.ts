import { type Contestant, type Served, serve } from './contestant.ts';
import { median } from './median.ts';
import type { Photograph } from './photographs.ts';

/** Measurements of one contestant. */
export interface Measured {
  readonly name: string;
  /** Time from the start of the process to its first answer: median of the starts. */
  readonly firstAnswerMs: number;
  /** Median time of sequential requests, by the name of the photograph. */
  readonly answerMs: Readonly<Record<string, number>>;
  /** Peak of resident memory in MB; null if the system does not report it. */
  readonly peakMegabytes: number | null;
}

export interface RaceOptions {
  readonly photographs: readonly Photograph[];
  /** Starts per contestant. */
  readonly starts: number;
  /** Requests per contestant and photograph. */
  readonly rounds: number;
  /** Called before each step. */
  readonly print: (message: string) => void;
}

const firstPort = 41_000;
const warmUp = 5;

/**
 * Measures all contestants in one run. First each one is started alone, several times. Then all run and
 * get requests in turn, so that other load on the machine affects all of them equally.
 */
export async function race(
  contestants: readonly Contestant[],
  options: RaceOptions,
): Promise<Measured[]> {
  const { photographs, print } = options;
  const [first] = photographs;
  if (!first) throw new Error('there are no photographs');
  const starts = new Map<Contestant, number[]>();
  const running: Served[] = [];
  try {
    for (const [index, contestant] of contestants.entries()) {
      print(`${contestant.name}: ${options.starts} starts`);
      const times: number[] = [];
      for (let start = 1; start <= options.starts; start += 1) {
        const served = await serve(contestant, firstPort + index, first);
        times.push(served.firstAnswerMs);
        if (start < options.starts) await served.stop();
        else running.push(served);
      }
      starts.set(contestant, times);
    }
    const answers = await measureInTurn(running, options);
    return running.map((served) => ({
      name: served.contestant.name,
      firstAnswerMs: median(starts.get(served.contestant) ?? []),
      answerMs: answers.get(served) ?? {},
      peakMegabytes: served.peakMegabytes(),
    }));
  } finally {
    await Promise.all(running.map((served) => served.stop()));
  }
}

async function measureInTurn(
  running: readonly Served[],
  { photographs, rounds, print }: RaceOptions,
): Promise<Map<Served, Record<string, number>>> {
  const answers = new Map(running.map((served) => [served, {} as Record<string, number>]));
  for (const photograph of photographs) {
    print(`${photograph.name}: ${rounds} rounds`);
    const times = new Map(running.map((served) => [served, [] as number[]]));
    for (let round = 0; round < warmUp + rounds; round += 1) {
      for (const served of running) {
        const ms = await served.classify(photograph);
        if (round >= warmUp) times.get(served)?.push(ms);
      }
    }
    for (const [served, list] of times) {
      const medians = answers.get(served);
      if (medians) medians[photograph.name] = median(list);
    }
  }
  return answers;
}
