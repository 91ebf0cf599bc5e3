import { createCalibrationDecoders } from '../../../client/cli/models/calibration-pictures.ts';
import { createSession } from '../../../functions/inference/session.ts';
import type { ModelMetadata } from '../../../models/convert/draft-model.ts';
import type { StartRunner } from '../../../models/convert/types.ts';
import { pictureFolder } from '../../support/fixtures.ts';
import { fixturePath } from '../network/networks.ts';

/** A ResNet-18 of 8 channels and 10 classes. */
export const checkpoint = fixturePath('checkpoints/tiny-resnet18.pth');
/** Two on which its random weights, whose scores nearly tie, agree in int8 and float32. */
export const pictures = createCalibrationDecoders(pictureFolder).slice(1, 3);
export const start: StartRunner = (model) => createSession(model, { threads: 1, exact: true });

export const metadata: ModelMetadata = {
  id: 'tiny',
  title: 'Tiny',
  source: { sha256: '0'.repeat(64), licence: 'CC0-1.0' },
  labels: {
    labels: Array.from({ length: 10 }, (_, at) => ({ synset: null, label: `class ${at}` })),
    translations: {},
    file: 'labels.txt',
  },
  checkPicture: new Uint8Array(28 * 28 * 3).fill(128),
};
