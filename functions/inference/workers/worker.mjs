import { register } from 'tsx/esm/api';

// Starts the thread from its source. Bundles have `picture-worker.mjs`, which needs no compiler.
register();
await import('./worker.ts');
