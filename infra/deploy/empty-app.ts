import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';

/**
 * An app with only the name of the stack to remove. The CDK needs no more than the name, so a
 * deployment can be removed without its model and its settings. The wait condition is never deployed:
 * a template without resources is not valid.
 */
const app = new App();
const stack = new Stack(app, app.node.getContext('stack'), { analyticsReporting: false });
new CfnWaitConditionHandle(stack, 'Nothing');
