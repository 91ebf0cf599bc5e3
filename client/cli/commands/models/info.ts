import type { Command } from 'commander';
import type { Manifest } from '../../../../models/format/manifest.ts';
import { readManifest } from '../../../../models/store/open-model.ts';
import { megabytes, percent } from '../../../terminal/format.ts';
import type { Installation } from '../../installation.ts';
import { locateModel } from '../../models/context.ts';

/** Adds `glimpse models info`, which shows the manifest of a model. */
export function addInfo(models: Command, { root }: Installation): void {
  models
    .command('info')
    .description('show what a model is and where it came from')
    .argument('<name>', 'name of an installed model')
    .option('--json', 'print the manifest and the folder as JSON')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { folder } = locateModel(root, name);
      const manifest = await readManifest(folder);
      process.stdout.write(
        json ? `${JSON.stringify({ folder, ...manifest }, null, 2)}\n` : render(folder, manifest),
      );
    });
}

function render(folder: string, manifest: Manifest): string {
  const { input, source, accuracy, calibration, agreement } = manifest;
  const rows: [string, string | undefined][] = [
    ['title', manifest.title],
    ['architecture', manifest.architecture],
    ['precision', manifest.precision],
    ['size', `${megabytes(manifest.bytes)} (${manifest.file})`],
    ['sha256', manifest.sha256],
    ['classes', `${manifest.classes}`],
    ['input', `${input.size} x ${input.size} of ${input.resize} pixels, ${input.filter}`],
    ['source', source.url ?? source.package],
    ['licence', source.licence],
    ['accuracy', accuracy && describeAccuracy(accuracy)],
    ['calibration', calibration && `${calibration.method}, ${calibration.pictures} pictures`],
    ['agreement', agreement && describeAgreement(agreement)],
    ['folder', folder],
  ];
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(14)}${value}\n`]))
    .join('');
}

function describeAccuracy({ top1, top5, by }: NonNullable<Manifest['accuracy']>): string {
  const top5Text = top5 === undefined ? '' : `, top-5 ${top5} %`;
  return `top-1 ${top1} %${top5Text} on ImageNet-1k, published by ${by}`;
}

function describeAgreement({
  top1,
  logitShift,
  pictures,
}: NonNullable<Manifest['agreement']>): string {
  return `the same best class as float32 for ${percent(top1)} of ${pictures} views, logits ${logitShift} off on average`;
}
