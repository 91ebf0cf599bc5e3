import { resolve } from 'node:path';
import { startVitest } from 'vitest/node';

// `npm run parity -- FOLDER` compares networks built from the checkpoints in FOLDER with PyTorch's
// outputs, and the embedded model with a model built from its checkpoint.

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write(
    'Usage: npm run parity -- FOLDER (a folder with efficientnet-lite0-57934424.pth)\n',
  );
  process.exit(2);
}
process.env.PARITY_FOLDER = resolve(folder);
const vitest = await startVitest('test', [], { project: 'parity', watch: false });
await vitest.close();
