import type { Command } from 'commander';
import { type CheckResult, renderCheckResult } from '../../terminal/check-result.ts';
import { getTerminalStyle } from '../../terminal/style.ts';
import { checkMachine } from '../doctor/examine-machine.ts';
import { readSample } from '../doctor/sample.ts';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import type { Installation } from '../installation.ts';

interface Flags extends EndpointFlags {
  readonly endpoint?: string;
  readonly json?: boolean;
}

const examples = `
Checks this machine: Node, platform, native packages, environment variables, folders, memory, port,
and models; then classifies a picture. With --endpoint, checks a deployment instead: DNS, TLS,
signing, health, clock and model; then sends it a picture twice. Without --endpoint, the network is
not used.
${signingHelp}
Examples:
  glimpse doctor
  glimpse doctor --json
  glimpse doctor --endpoint https://ID.lambda-url.eu-central-1.on.aws/ --profile work

Exit codes: 0 no problem found, 1 problem found, 2 wrong usage.
`;

const nameColumns = 28;

/** Adds `glimpse doctor`, which finds problems and how to fix them. `finish` receives the exit code. */
export function addDoctor(
  program: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('doctor')
    .description('find problems with this machine or a deployment, and how to fix them')
    .option('--endpoint <url>', 'check this deployment instead of this machine')
    .option('--json', 'print a JSON document');
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async ({ endpoint, json, ...flags }: Flags) => {
      const layout = { style: getTerminalStyle(process.stdout), nameColumns };
      const results: CheckResult[] = [];
      for await (const result of runChecks(root, endpoint, flags)) {
        results.push(result);
        if (!json) process.stdout.write(renderCheckResult(result, layout));
      }
      const ok = results.every(({ state }) => state !== 'problem');
      const findings = results.map(toFinding);
      if (json) process.stdout.write(`${JSON.stringify({ ok, findings }, null, 2)}\n`);
      finish(ok ? 0 : 1);
    });
}

async function* runChecks(
  root: string,
  url: string | undefined,
  flags: EndpointFlags,
): AsyncGenerator<CheckResult> {
  if (url === undefined) return yield* checkMachine(root);
  const { checkEndpoint } = await import('../doctor/examine-endpoint.ts');
  yield* checkEndpoint({ url, flags, sample: () => readSample(root) });
}

/** Returns a result as `--json` prints it. */
function toFinding({ name, state, found, advice }: CheckResult): object {
  return { name, ok: state !== 'problem', found, advice };
}
