import { resolve } from 'node:path';
import { startVitest } from 'vitest/node';

// `npm run parity -- FOLDER`: compares what is built here of the checkpoints in FOLDER with PyTorch's
// answers, and the embedded model with what its checkpoint gives.

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Usage: npm run parity -- FOLDER (with efficientnet-lite0-57934424.pth)\n');
  process.exit(2);
}
process.env.PARITY_FOLDER = resolve(folder);
const vitest = await startVitest('test', [], { project: 'parity', watch: false });
await vitest.close();
