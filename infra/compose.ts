import { fileURLToPath } from 'node:url';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildAssets } from './build-assets.ts';
import { findDeployModel } from './deploy-model.ts';
import { readDeploymentSettings } from './settings.ts';
import { GlimpseStack } from './stack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Reads the settings from the app's context, builds the assets, and adds the stack and the checks of cdk-nag. */
export async function composeStack(app: App): Promise<void> {
  const settings = readDeploymentSettings(app.node.getAllContext());
  const assets = await buildAssets({
    root,
    model: findDeployModel(root, settings.model),
    heic: settings.heic === 'on',
    onFetch: () =>
      process.stderr.write('Downloading ONNX Runtime and sharp for linux-arm64 (once)\n'),
  });
  new GlimpseStack(app, { settings, assets });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
