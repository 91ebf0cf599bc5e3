import { runProgram } from './program.ts';
import { defaultDependencies } from './system/dependencies.ts';

process.exitCode = await runProgram(process.argv.slice(2), defaultDependencies);
