import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../../support/fixtures.ts';
import type { Reply } from '../run/client.ts';
import { Fault } from '../run/fault.ts';
import type { Part } from '../run/part.ts';
import { falseExpectations } from './false-expectations.ts';
import { install, schemathesis } from './install.ts';

/** Test cases per route. */
const examples = 200;
const limit = 240_000;

/** Requests that schemathesis makes from the server's own OpenAPI document. */
export const schema: Part = {
  name: 'schema',
  share: 0.1,
  lanes: 1,
  isolated: true,
  install,
  kinds: {
    schemathesis: {
      weight: 0,
      always: 'alone',
      make: (random) => ({
        title: `schemathesis, ${examples} cases for each route`,
        limit,
        send: async ({ server, measure }) => {
          const scenarios = await runSchemathesis(server.port, random.bits() >>> 1);
          const replies = scenarios.flatMap(({ interactions }) =>
            Object.values(interactions).map(toReply),
          );
          measure('requests', replies.length);
          const faults = new Set(scenarios.flatMap(findFaults));
          if (faults.size > 0) throw new Fault([...faults].join('; '));
          return replies;
        },
      }),
    },
  },
};

const base64 = z.object({ $base64: z.string() });

/** What we read of the events: https://schemathesis.readthedocs.io/en/stable/guides/reporting/ */
const scenarioSchema = z.object({
  recorder: z.object({
    label: z.string(),
    checks: z
      .record(z.string(), z.array(z.object({ name: z.string(), status: z.string() })))
      .default({}),
    interactions: z
      .record(
        z.string(),
        z.object({
          request: z.object({ uri: z.string(), body: base64.nullish() }),
          response: z
            .object({
              status_code: z.number(),
              headers: z.record(z.string(), z.array(z.string())),
              content: base64.nullish(),
            })
            .nullable(),
        }),
      )
      .default({}),
  }),
});

type Scenario = z.infer<typeof scenarioSchema>['recorder'];

async function runSchemathesis(port: number, seed: number): Promise<Scenario[]> {
  const folder = join(root, '.build', 'hostile', 'schemathesis');
  mkdirSync(folder, { recursive: true });
  const report = join(folder, 'events.ndjson');
  const flags = ['--checks', 'all', '--seed', String(seed), '--max-examples', String(examples)];
  const whole = ['--continue-on-failure', '--no-shrink'];
  const output = ['--report', 'ndjson', '--report-ndjson-path', report, '--no-color'];
  const url = `http://127.0.0.1:${port}/openapi.json`;
  const [program, ...args] = [...schemathesis, 'run', url, ...flags, ...whole, ...output];
  const child = spawn(program, args, {
    cwd: folder,
    stdio: 'ignore',
    timeout: limit,
  });
  const [code, signal] = await once(child, 'close');
  // 1 says that expectations were not met, which the events tell in full.
  if (code !== 0 && code !== 1) throw new Error(`schemathesis ended (${signal ?? code})`);
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  const events = lines.map((line) => JSON.parse(line));
  return events.flatMap(({ ScenarioFinished: finished }) =>
    finished === undefined ? [] : [scenarioSchema.parse(finished).recorder],
  );
}

type Interaction = Scenario['interactions'][string];

function toReply({ response }: Interaction): Reply {
  if (response === null) throw new Fault('the connection ended before the answer');
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, values]) => [
      name.toLowerCase(),
      values.join(', '),
    ]),
  );
  const body = Buffer.from(response.content?.$base64 ?? '', 'base64');
  return { status: response.status_code, headers, body };
}

/** Names the checks that failed, without the expectations that are false. */
function findFaults({ label, checks, interactions }: Scenario): string[] {
  return Object.entries(checks).flatMap(([id, all]) => {
    const interaction = interactions[id];
    const text = interaction ? toReply(interaction).body.toString() : '';
    const uri = interaction?.request.uri ?? '';
    const [, code = ''] = /"code":"(\w+)"/.exec(text) ?? [];
    return all
      .filter(({ status }) => status === 'failure')
      .filter(
        ({ name }) =>
          !falseExpectations.some(
            (known) =>
              known.check === name &&
              known.code === code &&
              (known.holdsFor?.(uri, readBody(interaction)) ?? true),
          ),
      )
      .map(({ name }) => `${label}: ${name}: ${describe(interaction)}: ${text.slice(0, 100)}`);
  });
}

function readBody(interaction: Interaction | undefined): string {
  return Buffer.from(interaction?.request.body?.$base64 ?? '', 'base64').toString('latin1');
}

/** What was asked, cut to fit into the list of failures. */
function describe(interaction: Interaction | undefined): string {
  const uri = interaction?.request.uri ?? '';
  const text = readBody(interaction);
  return `${uri.replace(/^http:\/\/[^/]+/, '')} ${text.slice(0, 200)}`.replace(/\p{C}+/gu, ' ');
}
