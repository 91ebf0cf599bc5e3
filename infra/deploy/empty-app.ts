import { App, Stack } from 'aws-cdk-lib';

/**
 * Names the stack to remove and nothing else, so that a deployment can be removed where neither its
 * model nor its settings are at hand. The CDK looks at the name alone.
 */
const app = new App();
new Stack(app, app.node.getContext('stack'), { analyticsReporting: false });
