import { readCheckpoint } from './checkpoint/read-checkpoint.ts';
import { buildNetwork } from './graph/build-network.ts';
import type { Network } from './graph/network.ts';
import type { Steps } from './steps.ts';

/**
 * The network of a checkpoint, batch norm folded.
 *
 * @throws CheckpointError or ModelError
 */
export async function readNetwork(path: string, steps: Steps): Promise<Network> {
  const checkpoint = await steps.run('Reading the checkpoint', () => readCheckpoint(path));
  return await steps.run('Building the network, batch norm folded', async () =>
    buildNetwork(checkpoint),
  );
}
