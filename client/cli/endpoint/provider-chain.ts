/** A module of its own, so that it can be loaded late and bundled with its names. */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
