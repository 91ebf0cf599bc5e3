import type { Command } from 'commander';
import { megabytes, percent } from '../../../terminal/format.ts';
import type { Installation } from '../../installation.ts';
import { parseAddOptions } from '../../models/add-options.ts';
import { createModelContext } from '../../models/context.ts';

const examples = `
A checkpoint is a ResNet of TorchVision, 18 to 152, of any width and number of classes, or an
EfficientNet-Lite0, as torch.save or safetensors wrote it. Without --labels, 1000 classes are
ImageNet's. int8 asks for --calibration; without it a model of your own stays in float32.

An ONNX file is any image classifier with one input, [n, 3, h, w] or [n, h, w, 3] in float32, and
one output, a number for each class. --mean and --std are for pixels from 0 to 1, as TorchVision has
them; where one of them is above 1, for pixels from 0 to 255.

Examples:
  glimpse models add resnet18
  glimpse models add resnet18 --from ~/Downloads/resnet18-f37072fd.pth
  glimpse models add flowers.pth --name flowers --labels flowers.txt --calibration photos/
  glimpse models add model.safetensors --name mine --precision fp32
  glimpse models add vit.onnx --name vit --size 224 --mean 0.5,0.5,0.5 --std 0.5,0.5,0.5
  glimpse models add keras.onnx --name keras --labels names.txt --mean 127.5,127.5,127.5 --std 127.5,127.5,127.5 --output probabilities
`;

/** `glimpse models add`: makes a model of a checkpoint or an ONNX file and installs it. */
export function addAdd(models: Command, { root }: Installation): void {
  models
    .command('add')
    .description('add a model: resnet18, or a checkpoint or ONNX file of your own')
    .argument('<model>', 'resnet18, or a file: .pth, .pt, .safetensors, .onnx')
    .option('--from <file>', 'the published checkpoint, where you have it already')
    .option('--name <name>', 'what to call it')
    .option('--labels <file>', 'names of the classes: one a line, or JSON')
    .option('--precision <precision>', 'int8 or fp32')
    .option('--calibration <folder>', 'pictures of the kind that it will see, for int8')
    .option('--size <number>', 'ONNX: side of the square that it takes, in pixels')
    .option('--mean <r,g,b>', 'ONNX: what is subtracted from red, green and blue')
    .option('--std <r,g,b>', 'ONNX: what they are divided by then')
    .option('--output <kind>', 'ONNX: logits or probabilities')
    .option('--force', 'replace the model of that name')
    .addHelpText('after', examples)
    .action(async (what: string, given: unknown) => {
      const order = parseAddOptions(what, given);
      // What makes models is loaded when one is made: other commands start without it.
      const { addModel } = await import('../../models/add-model.ts');
      const { folder, manifest } = await addModel(order, createModelContext(root));
      const { id, architecture, precision, bytes, agreement } = manifest;
      const measured = agreement
        ? `, the same best class as float32 for ${percent(agreement.top1)} of ${agreement.pictures} views`
        : '';
      process.stdout.write(
        `${id} is installed: ${architecture}, ${precision}, ${megabytes(bytes)}${measured}.\n${folder}\n`,
      );
    });
}
