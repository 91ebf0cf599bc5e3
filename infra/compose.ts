import { fileURLToPath } from 'node:url';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildAssets } from './build-assets.ts';
import { findDeployModel } from './deploy-model.ts';
import { readDeploymentSettings } from './settings.ts';
import { GlimpseStack } from './stack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds what the app's context asks for and puts it into the app, which is then checked by cdk-nag. */
export async function composeStack(app: App): Promise<void> {
  const settings = readDeploymentSettings(app.node.getAllContext());
  const assets = await buildAssets({
    root,
    model: findDeployModel(root, settings.model),
    onFetch: () => process.stderr.write('Fetching ONNX Runtime and sharp for linux-arm64 (once)\n'),
  });
  new GlimpseStack(app, { settings, assets });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
