/** A separate module, so that it is loaded on demand and bundled with these exports only. */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
