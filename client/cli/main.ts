import * as z from 'zod';
import project from '../../package.json' with { type: 'json' };
import { UsageError } from '../terminal/errors.ts';
import { type CommandFailure, createProgram, runProgram } from '../terminal/program.ts';
import { addClassify } from './commands/classify.ts';
import { addDoctor } from './commands/doctor.ts';
import { addModels } from './commands/models.ts';
import { addServe } from './commands/serve.ts';
import { explainError } from './errors.ts';
import type { Installation } from './installation.ts';

const examples = `
Examples:
  glimpse classify photo.jpg
  glimpse classify --json holiday/ > answers.json
  curl -s https://example.com/photo.jpg | glimpse classify -
  glimpse serve --port 8080
  glimpse models add resnet18
  glimpse doctor

For more examples, add --help to a command: glimpse classify --help
`;

/**
 * Runs the command line.
 *
 * @returns The exit code: 0 success, 1 something failed, 2 wrong usage.
 */
export async function main(argv: readonly string[], installation: Installation): Promise<number> {
  let exitCode = 0;
  const program = createProgram('glimpse', 'glimpse --help')
    .version(project.version)
    .description(
      'Recognise what is in pictures: 1000 classes, on this machine, no internet needed.',
    )
    .addHelpText('after', examples);
  const finish = (code: number): void => {
    exitCode = code;
  };
  addClassify(program, installation, finish);
  addServe(program, installation);
  addModels(program, installation, finish);
  addDoctor(program, installation, finish);
  return (await runProgram(program, argv, describe)) || exitCode;
}

function describe(error: unknown): CommandFailure {
  const isUsage = error instanceof UsageError || error instanceof z.ZodError;
  return { message: explainError(error), exitCode: isUsage ? 2 : 1 };
}
