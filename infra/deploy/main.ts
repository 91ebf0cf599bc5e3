import { runProgram } from './program.ts';
import { usualTools } from './tools.ts';

// The SDK would warn on every run that it asks for a newer Node from 2027 on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await runProgram(process.argv.slice(2), usualTools);
