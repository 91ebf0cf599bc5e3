import { main } from './program.ts';
import { defaultDependencies } from './system/dependencies.ts';

process.exitCode = await main(process.argv.slice(2), defaultDependencies);
