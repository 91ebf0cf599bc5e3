import { type Contestant, type Served, serve } from './contestant.ts';
import { median } from './median.ts';
import type { Photograph } from './photographs.ts';

/** What was measured of one contestant. */
export interface Measured {
  readonly name: string;
  /** From the start of the process to its first answer, median of the starts. */
  readonly firstAnswerMs: number;
  /** One request after the other, median, by the name of the photograph. */
  readonly answerMs: Readonly<Record<string, number>>;
  /** Resident memory at its most, in MB; null where the system does not tell. */
  readonly peakMegabytes: number | null;
}

export interface RaceOptions {
  readonly photographs: readonly Photograph[];
  /** How often each contestant is started. */
  readonly starts: number;
  /** How often it is asked about each photograph. */
  readonly rounds: number;
  /** Told before each step. */
  readonly say: (what: string) => void;
}

const firstPort = 41_000;
const warmUp = 5;

/**
 * Measures all contestants in one run: each is started alone, several times; then all run, and are
 * asked in turn, so that what else the machine does falls on all alike.
 */
export async function race(
  contestants: readonly Contestant[],
  options: RaceOptions,
): Promise<Measured[]> {
  const { photographs, say } = options;
  const [first] = photographs;
  if (!first) throw new Error('there is no photograph to ask about');
  const starts = new Map<Contestant, number[]>();
  const running: Served[] = [];
  try {
    for (const [at, contestant] of contestants.entries()) {
      say(`${contestant.name}: ${options.starts} starts`);
      const times: number[] = [];
      for (let start = 1; start <= options.starts; start += 1) {
        const served = await serve(contestant, firstPort + at, first);
        times.push(served.firstAnswerMs);
        if (start < options.starts) await served.stop();
        else running.push(served);
      }
      starts.set(contestant, times);
    }
    const answers = await askInTurn(running, options);
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

async function askInTurn(
  running: readonly Served[],
  { photographs, rounds, say }: RaceOptions,
): Promise<Map<Served, Record<string, number>>> {
  const answers = new Map(running.map((served) => [served, {} as Record<string, number>]));
  for (const photograph of photographs) {
    say(`${photograph.name}: ${rounds} rounds`);
    const times = new Map(running.map((served) => [served, [] as number[]]));
    for (let round = 0; round < warmUp + rounds; round += 1) {
      for (const served of running) {
        const ms = await served.ask(photograph);
        if (round >= warmUp) times.get(served)?.push(ms);
      }
    }
    for (const [served, list] of times) {
      const own = answers.get(served);
      if (own) own[photograph.name] = median(list);
    }
  }
  return answers;
}
