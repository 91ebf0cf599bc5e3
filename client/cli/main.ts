import { Command, CommanderError } from 'commander';
import * as z from 'zod';
import project from '../../package.json' with { type: 'json' };
import { addClassify } from './commands/classify.ts';
import { addDoctor } from './commands/doctor.ts';
import { addModels } from './commands/models.ts';
import { addServe } from './commands/serve.ts';
import { explainError, UsageError } from './errors.ts';
import type { Installation } from './installation.ts';

const examples = `
Examples:
  glimpse classify photo.jpg
  glimpse classify --json holiday/ > answers.json
  curl -s https://example.com/photo.jpg | glimpse classify -
  glimpse serve --port 8080
  glimpse models add resnet18
  glimpse doctor

Each command has examples of its own: glimpse classify --help
`;

/**
 * Runs the command line.
 *
 * @returns The exit code: 0 all answered, 1 something failed, 2 wrong usage.
 */
export async function main(argv: readonly string[], installation: Installation): Promise<number> {
  let exitCode = 0;
  const program = new Command('glimpse')
    .version(project.version)
    .description('Says what is in pictures: 1000 classes, on this machine, no network needed.')
    .configureOutput({ outputError: writeUsageError })
    .addHelpText('after', examples)
    .exitOverride();
  const finish = (code: number): void => {
    exitCode = code;
  };
  process.stdout.on('error', stopUnwritten);
  addClassify(program, installation, finish);
  addServe(program, installation);
  addModels(program, installation, finish);
  addDoctor(program, installation, finish);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`glimpse: ${explainError(error)}\n`);
    return error instanceof UsageError || error instanceof z.ZodError ? 2 : 1;
  }
}

/** Commander's own errors in the form of all others. */
function writeUsageError(text: string, write: (line: string) => void): void {
  write(`glimpse: ${text.replace(/^error: /, '').trim()} (see glimpse --help)\n`);
}

/** Whatever else there is to say could not be written either. */
function stopUnwritten({ code, message }: NodeJS.ErrnoException): never {
  // The reader has seen enough, as `head` does: there is nobody left to tell.
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(`glimpse: the output cannot be written (${code ?? message})\n`);
  process.exit(1);
}
