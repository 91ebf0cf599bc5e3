import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { composeStack } from '../../../infra/compose.ts';

// The project's own app with a bucket beside it that everybody may read over plain http: were this
// not refused, a clean report would mean nothing.

const app = new App();
await composeStack(app);
new Bucket(new Stack(app, 'unsafe'), 'Bucket');
