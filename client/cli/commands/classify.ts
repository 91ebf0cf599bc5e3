import type { Command } from 'commander';
import { parseClassifyOptions } from '../classify/options.ts';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import type { Installation } from '../installation.ts';

const examples = `
Folders and patterns select pictures by extension (.jpg, .jfif, .png, .webp, .gif, .tiff, .avif, .heic,
.bmp and their variants), and in folders also files without extension that begin like a picture. What
they leave out is listed at the end. A file that you name yourself is tried whatever its extension.
Quote patterns, or let the shell expand them. Answers are printed in the order of the pictures.

--skip-done reads what an earlier run printed with --jsonl: pictures with an answer are skipped,
failed ones are tried again. The file is read before anything is written, so you can append to it
(with >>; > would empty it first). Run the command in the same folder, because relative paths are
compared. With --explain, pictures whose answer has no overlay are classified again. After Ctrl+C,
pictures in flight are still answered.
${signingHelp}
Examples:
  glimpse classify photo.jpg
  glimpse classify --json --top-k 3 holiday/ https://example.com/photo.jpg
  glimpse classify --lang zh "photos/**/*.jpg"
  find . -name "*.jpg" -mtime -7 -print0 | glimpse classify --jsonl --files-from -
  glimpse classify --jsonl --skip-done out.jsonl photos >> out.jsonl
  glimpse classify --explain heat photos
  curl -s https://example.com/photo.jpg | glimpse classify -
  glimpse classify --endpoint https://ID.lambda-url.eu-central-1.on.aws/ --profile work photos

Exit codes: 0 all answered, 1 some failed, 2 wrong usage, 130 stopped by Ctrl+C.
`;

/** Adds `glimpse classify`, which recognises what pictures show. `finish` receives the exit code. */
export function addClassify(
  program: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('classify')
    .description('recognise what is in pictures')
    .argument('[pictures...]', 'files, folders, patterns, URLs, or - for a picture on stdin')
    .option('--top-k <number>', 'max number of classes per picture (1 to 100)', Number, 5)
    .option('--min-score <number>', 'min score of a class (0 to 1)', Number, 0)
    .option('--lang <language>', 'language of the class names: en or zh', 'en')
    .option('--model <name>', 'name of an installed model (default: see glimpse models list)')
    .option(
      '--explain <folder>',
      'write each picture with the heat map of its best class to this folder',
    )
    .option(
      '--files-from <file>',
      'read paths from this file (- for stdin), one per line or NUL-separated',
    )
    .option(
      '--hidden',
      'also take hidden files and folders, and those of the system (._a.jpg, @eaDir)',
    )
    .option('-0, --null', 'with --files-from: paths end with NUL, even if there is only one')
    .option(
      '--skip-done <file>',
      'skip pictures that this file, written by --jsonl, has answers for',
    )
    .option('--json', 'print a JSON array with one element per picture')
    .option('--jsonl', 'print one line of JSON per picture, as soon as it is answered')
    .option('--endpoint <url>', 'send the pictures to this deployment, or to another Glimpse')
    .option('--parallel <number>', 'with --endpoint: max requests in flight (default: 8)', Number);
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async (names: string[], flags: EndpointFlags & Record<string, unknown>) => {
      const options = parseClassifyOptions(names, flags);
      const { classifyAll } = await import('../classify/run.ts');
      finish(await classifyAll(options, { root, endpointFlags: flags }));
    });
}
