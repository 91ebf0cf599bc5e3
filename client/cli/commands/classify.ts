import type { Command } from 'commander';
import { parseClassifyOptions } from '../classify/options.ts';
import { addEndpointOptions, type EndpointFlags, signingHelp } from '../endpoint/flags.ts';
import type { Installation } from '../installation.ts';

const examples = `
Folders and patterns mean the pictures in them by their names (.jpg, .png, .webp, .gif, .tiff,
.avif); a file that is named itself is tried whatever its name. Quote patterns, or let the shell
expand them. Answers keep the order of the pictures.

--skip-done reads what an earlier run printed with --jsonl: pictures with an answer are left out,
failed ones are tried again. The file is read before anything is written, so answers can be appended
to the same one (>> and not >, which empties it first). Run it from the same folder: relative names
are compared from there. With --explain, an answer without an overlay is asked for again. After Ctrl+C
the pictures on their way are still answered.
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

/** `glimpse classify`: what is in these pictures? `finish` is told the exit code. */
export function addClassify(
  program: Command,
  { root }: Installation,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('classify')
    .description('say what is in pictures')
    .argument('[pictures...]', 'files, folders, patterns, URLs, or - for a picture from stdin')
    .option('--top-k <number>', 'how many classes at most (1 to 100)', Number, 5)
    .option('--min-score <number>', 'least score of a class (0 to 1)', Number, 0)
    .option('--lang <language>', 'language of the class names: en or zh', 'en')
    .option('--model <name>', 'the model to ask')
    .option('--explain <folder>', 'write each picture with the heat map of its best class there')
    .option(
      '--files-from <file>',
      'take names from this list, - for stdin: one a line, or each ended by NUL',
    )
    .option('-0, --null', 'with --files-from: names end with NUL, even where there is only one')
    .option('--skip-done <file>', 'leave out pictures that this file of --jsonl has answers for')
    .option('--json', 'print one JSON array, an element a picture')
    .option('--jsonl', 'print one line of JSON a picture, as soon as it is answered')
    .option('--endpoint <url>', 'ask this deployment, or another Glimpse, in place of this machine')
    .option('--parallel <number>', 'with --endpoint: requests at once (default: 8)', Number);
  addEndpointOptions(command)
    .addHelpText('after', examples)
    .action(async (names: string[], flags: EndpointFlags & Record<string, unknown>) => {
      const order = parseClassifyOptions(names, flags);
      const { classifyAll } = await import('../classify/run.ts');
      finish(await classifyAll(order, { root, endpointFlags: flags }));
    });
}
