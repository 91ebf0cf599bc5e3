import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';

/**
 * Names the stack to remove, so that a deployment can be removed where neither its model nor its
 * settings are at hand: the CDK looks at the name alone. A template without any resource is not
 * valid; this one stands for nothing, and is never deployed.
 */
const app = new App();
const stack = new Stack(app, app.node.getContext('stack'), { analyticsReporting: false });
new CfnWaitConditionHandle(stack, 'Nothing');
