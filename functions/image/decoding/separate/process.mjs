import { register } from 'tsx/esm/api';

// Starts the process from its source. Bundles have `decoder-process.mjs`, which needs no compiler.
register();
await import('./process.ts');
