import type { Picture } from '../../../functions/image/read-picture.ts';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import type { PictureSource } from '../../typescript/src/index.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { Backend } from './backend.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** Answers that may wait for a slower one before them, per parallel request. */
const waitingPerRequest = 4;

/**
 * Creates a backend that sends pictures to a deployment, or to another Glimpse. Pictures too large
 * for it are shrunk here.
 *
 * @param parallel Max number of requests in flight.
 * @throws EndpointError if it does not answer
 */
export async function createEndpointBackend(
  endpoint: Endpoint,
  parallel: number,
): Promise<Backend> {
  const { client } = endpoint;
  const model = await endpoint.orEndpointError(client.model());
  const maxInFlight = parallel * (1 + waitingPerRequest);
  const limit = new ConcurrencyLimit({ limit: parallel, maxQueue: maxInFlight });
  return {
    model,
    maxInFlight,
    labels: (lang) => client.labels({ lang }),
    classify: (picture, options) =>
      limit.run(async () => {
        if (!('bytes' in picture)) return client.classify(toSource(picture), options);
        const { pictureBytes } = model.limits;
        if (picture.bytes.length <= pictureBytes) return client.classify(picture.bytes, options);
        const { bytes, shrunk } = await shrinkPicture(picture.bytes, pictureBytes);
        return { ...(await client.classify(bytes, options)), shrunk };
      }),
  };
}

function toSource(picture: Exclude<Picture, { bytes: Buffer }>): PictureSource {
  if ('url' in picture) return new URL(picture.url);
  return 's3' in picture ? { s3: picture.s3 } : Buffer.from(picture.base64, 'base64');
}
