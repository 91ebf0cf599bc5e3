import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { buildNetwork } from '../network/build-network.ts';
import type { Network } from '../network/network.ts';
import type { Steps } from './types.ts';

/**
 * Reads the network of a checkpoint and folds its batch norm.
 *
 * @throws CheckpointError or ModelError
 */
export async function readNetwork(path: string, steps: Steps): Promise<Network> {
  const checkpoint = await steps.run('Reading the checkpoint', () => readCheckpoint(path));
  return await steps.run('Building the network, batch norm folded', async () =>
    buildNetwork(checkpoint),
  );
}
