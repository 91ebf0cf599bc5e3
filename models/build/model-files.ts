import type { ModelFiles } from '../store/install-model.ts';
import type { BuiltModel } from './build-checkpoint.ts';

/** The files of a model's folder; `licence` is the text that goes with it. */
export function modelFiles({ model, calibration }: BuiltModel, licence: string): ModelFiles {
  const { manifest, labels, bytes } = model;
  return {
    [manifest.file]: bytes,
    [manifest.labels.en]: `[\n${labels.map((label) => JSON.stringify(label)).join(',\n')}\n]\n`,
    [manifest.licence]: licence,
    ...(calibration && {
      'calibration.json': `{\n${Object.entries(calibration)
        .map(([name, seen]) => `${JSON.stringify(name)}: ${JSON.stringify(seen)}`)
        .join(',\n')}\n}\n`,
    }),
    'manifest.json': `${JSON.stringify(manifest, null, 2).replace(/(?<=\d),\s+(?=-?\d)/g, ', ')}\n`,
  };
}
