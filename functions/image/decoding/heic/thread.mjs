import { register } from 'tsx/esm/api';

// Starts the thread from its source. Bundles have `heic-thread.mjs`, which needs no compiler.
register();
await import('./thread.ts');
