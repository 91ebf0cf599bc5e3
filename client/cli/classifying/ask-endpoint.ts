import type { Picture } from '../../../functions/image/read-picture.ts';
import { Gate } from '../../../functions/inference/gate.ts';
import type { PictureSource } from '../../typescript/src/index.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { Asker } from './asker.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** So many answers may wait for a slower one before them, for each request at once. */
const waiting = 4;

/**
 * A deployment, or another Glimpse. Pictures that are too large for it are shrunk here.
 *
 * @throws EndpointError where it does not answer.
 */
export async function askEndpoint(endpoint: Endpoint, parallel: number): Promise<Asker> {
  const { client } = endpoint;
  const model = await endpoint.demand(client.model());
  const onTheirWay = parallel * (1 + waiting);
  const gate = new Gate({ places: parallel, queue: onTheirWay });
  return {
    model,
    onTheirWay,
    labels: (lang) => client.labels({ lang }),
    classify: (picture, options) =>
      gate.pass(async () => {
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
