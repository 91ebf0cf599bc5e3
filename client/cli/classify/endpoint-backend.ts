import type { Picture } from '../../../functions/image/read-picture.ts';
import { ConcurrencyLimit } from '../../../functions/inference/concurrency-limit.ts';
import type { PictureSource } from '../../typescript/src/index.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { Backend } from './backend.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** So many answers may wait for a slower one before them, for each request at once. */
const waiting = 4;

/**
 * A deployment, or another Glimpse. Pictures that are too large for it are shrunk here.
 *
 * @throws EndpointError where it does not answer.
 */
export async function createEndpointBackend(
  endpoint: Endpoint,
  parallel: number,
): Promise<Backend> {
  const { client } = endpoint;
  const model = await endpoint.demand(client.model());
  const maxInFlight = parallel * (1 + waiting);
  const limit = new ConcurrencyLimit({ limit: parallel, maxQueue: maxInFlight });
  return {
    model,
    maxInFlight,
    labels: (lang) => client.labels({ lang }),
    classify: (picture, options) =>
      limit.run(async () => {
        if (!('bytes' in picture)) return client.classify(sourceOf(picture), options);
        const { pictureBytes } = model.limits;
        if (picture.bytes.length <= pictureBytes) return client.classify(picture.bytes, options);
        const { bytes, shrunk } = await shrinkPicture(picture.bytes, pictureBytes);
        return { ...(await client.classify(bytes, options)), shrunk };
      }),
  };
}

function sourceOf(picture: Exclude<Picture, { bytes: Buffer }>): PictureSource {
  if ('url' in picture) return new URL(picture.url);
  return 's3' in picture ? { s3: picture.s3 } : Buffer.from(picture.base64, 'base64');
}
