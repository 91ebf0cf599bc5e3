import { Command, CommanderError } from 'commander';

/** Message and exit code of a failed command. */
export interface CommandFailure {
  /** One sentence for people: what happened and what to do. */
  readonly message: string;
  /** 1 if the command failed, 2 if it was called wrongly. */
  readonly exitCode: 1 | 2;
}

/** Creates a Commander program that reports usage errors as `glimpse: …`, like all other errors. */
export function createProgram(name: string, help: string): Command {
  return new Command(name)
    .configureOutput({
      outputError: (text, write) =>
        write(`glimpse: ${text.replace(/^error: /, '').trim()} (see ${help})\n`),
    })
    .exitOverride();
}

/**
 * Parses the arguments and runs the command they name.
 *
 * @param describe Describes an error the command threw; `undefined` rethrows it.
 * @returns The exit code: 0 done, 1 failed, 2 wrong usage.
 */
export async function runProgram(
  program: Command,
  argv: readonly string[],
  describe: (error: unknown) => CommandFailure | undefined,
): Promise<number> {
  process.stdout.on('error', stopIfUnwritable);
  // There is nowhere to report it. A server goes on without its log if a disk is full or its reader has gone.
  process.stderr.on('error', () => {});
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const failure = describe(error);
    if (!failure) throw error;
    process.stderr.write(`glimpse: ${failure.message}\n`);
    return failure.exitCode;
  }
}

/** If one write to stdout fails, later ones would too. */
function stopIfUnwritable({ code, message }: NodeJS.ErrnoException): never {
  // The reader has closed the pipe, as `head` does: nobody is left to report to.
  if (code === 'EPIPE') process.exit(0);
  process.stderr.write(`glimpse: cannot write the output (${code ?? message})\n`);
  process.exit(1);
}
