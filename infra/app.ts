import { App } from 'aws-cdk-lib';
import { compose } from './compose.ts';
import { quit } from './quit.ts';

const app = new App();
await compose(app).catch(quit);
