import type { Command } from 'commander';
import { megabytes, percent } from '../../../terminal/format.ts';
import type { Installation } from '../../installation.ts';
import { parseAddOptions } from '../../models/add-options.ts';
import { createModelContext } from '../../models/context.ts';

const examples = `
A checkpoint is a TorchVision ResNet (18 to 152 layers, any width, any number of classes) or an
EfficientNet-Lite0, saved by torch.save or as safetensors. Without --labels, 1000 classes get the
names of ImageNet. For int8, pass --calibration; without it, your own model stays in float32.

An ONNX file is any image classifier with one float32 input, [n, 3, h, w] or [n, h, w, 3], and one
output with a number per class. It stays in float32. --mean and --std apply to pixels from 0 to 1, as
in TorchVision; if any of their values is above 1, to pixels from 0 to 255.

Examples:
  glimpse models add resnet18
  glimpse models add resnet18 --from ~/Downloads/resnet18-f37072fd.pth
  glimpse models add flowers.pth --name flowers --labels flowers.txt --calibration photos/
  glimpse models add model.safetensors --name mine --precision fp32
  glimpse models add vit.onnx --name vit --size 224 --mean 0.5,0.5,0.5 --std 0.5,0.5,0.5
  glimpse models add keras.onnx --name keras --labels names.txt --mean 127.5,127.5,127.5 --std 127.5,127.5,127.5 --output probabilities
`;

/** Adds `glimpse models add`: converts a checkpoint or an ONNX file and installs the model. */
export function addAdd(models: Command, { root }: Installation): void {
  models
    .command('add')
    .description('add a model: resnet18, or your own checkpoint or ONNX file')
    .argument('<model>', 'resnet18, or a file: .pth, .pt, .safetensors, .onnx')
    .option('--from <file>', 'use this copy of the published checkpoint instead of downloading it')
    .option('--name <name>', 'name for the model; required for your own file')
    .option('--labels <file>', 'class names: one per line, or JSON')
    .option(
      '--precision <precision>',
      'int8 or fp32 (default: int8 for resnet18 and with --calibration)',
    )
    .option('--calibration <folder>', 'for int8: folder with representative pictures')
    .option('--size <number>', 'ONNX: side of the square input, in pixels (default: from the file)')
    .option('--mean <r,g,b>', 'ONNX: values to subtract from red, green and blue; required')
    .option('--std <r,g,b>', 'ONNX: values to divide the differences by; required')
    .option(
      '--output <kind>',
      'ONNX: what the model returns, logits or probabilities (default: logits)',
    )
    .option('--force', 'replace the model of this name')
    .addHelpText('after', examples)
    .action(async (source: string, flags: unknown) => {
      const options = parseAddOptions(source, flags);
      // The code that converts models is loaded only here: other commands start without it.
      const { addModel } = await import('../../models/add-model.ts');
      const { folder, manifest } = await addModel(options, createModelContext(root));
      const { id, architecture, precision, bytes, agreement } = manifest;
      const agreementText = agreement
        ? `, the same best class as float32 for ${percent(agreement.top1)} of ${agreement.pictures} views`
        : '';
      process.stdout.write(
        `${id} is installed: ${architecture}, ${precision}, ${megabytes(bytes)}${agreementText}.\n${folder}\n`,
      );
    });
}
