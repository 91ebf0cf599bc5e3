import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { composeStack } from '../../../infra/compose.ts';

// The project's app plus a bucket that anyone may read over plain http. If cdk-nag did not reject it,
// a clean report would mean nothing.

const app = new App();
await composeStack(app);
new Bucket(new Stack(app, 'unsafe'), 'Bucket');
