import { runProgram } from './program.ts';
import { usualTools } from './tools.ts';

process.exitCode = await runProgram(process.argv.slice(2), usualTools);
