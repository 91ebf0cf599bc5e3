import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { runBench } from './bench.ts';
import { readOptions } from './options.ts';
import { renderJson } from './report/document.ts';
import { renderSvg } from './report/svg.ts';
import { renderTables } from './report/tables.ts';

const options = readOptions(process.argv.slice(2));
try {
  const document = await runBench(options);
  process.stdout.write(options.json ? renderJson(document) : renderTables(document));
  if (options.svg) await writeFile(options.svg, renderSvg(document));
} catch (error) {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : error;
  process.stderr.write(`bench: ${message}\n`);
  process.exitCode = 1;
}
