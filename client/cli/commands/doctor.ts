import type { Command } from 'commander';
import { getTerminalStyle } from '../../terminal/style.ts';
import { checkMachine } from '../doctor/examine-machine.ts';
import type { Finding } from '../doctor/finding.ts';
import { renderFinding } from '../doctor/report.ts';
import { readSample } from '../doctor/sample.ts';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import type { Installation } from '../installation.ts';

interface Flags extends EndpointFlags {
  readonly endpoint?: string;
  readonly json?: boolean;
}

const examples = `
Looks at this machine: Node, platform, packages with native code, variables, models and their
self-check, memory, port, and a picture; or, with --endpoint, at a deployment: name, TLS, signature,
clock, health, model, and a picture twice. Without --endpoint nothing is asked of the network.
${signingHelp}
Examples:
  glimpse doctor
  glimpse doctor --json
  glimpse doctor --endpoint https://ID.lambda-url.eu-central-1.on.aws/ --profile work

Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage.
`;

/** `glimpse doctor`: what is wrong here, and what to do? `finish` is told the exit code. */
export function addDoctor(
  program: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('doctor')
    .description('say what is wrong with this machine, or with a deployment')
    .option('--endpoint <url>', 'examine this deployment in place of this machine')
    .option('--json', 'print one JSON document');
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async ({ endpoint, json, ...flags }: Flags) => {
      const findings: Finding[] = [];
      for await (const finding of examine(root, endpoint, flags)) {
        findings.push(finding);
        if (!json) process.stdout.write(renderFinding(finding, getTerminalStyle(process.stdout)));
      }
      const ok = findings.every((finding) => finding.ok);
      if (json) process.stdout.write(`${JSON.stringify({ ok, findings }, null, 2)}\n`);
      finish(ok ? 0 : 1);
    });
}

async function* examine(
  root: string,
  url: string | undefined,
  flags: EndpointFlags,
): AsyncGenerator<Finding> {
  if (url === undefined) return yield* checkMachine(root);
  const { checkEndpoint } = await import('../doctor/examine-endpoint.ts');
  yield* checkEndpoint({ url, flags, sample: () => readSample(root) });
}
