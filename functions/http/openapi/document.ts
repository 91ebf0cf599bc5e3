import type { Limits } from '../../image/limits.ts';
import { examples } from './examples.ts';
import { describePaths } from './paths.ts';
import { describeProblemExamples } from './problem-examples.ts';
import { describeSchemas, type Json } from './schemas.ts';

/**
 * Returns OpenAPI 3.1 of the REST routes, with the limits of the service that serves it:
 * https://spec.openapis.org/oas/v3.1.1.html
 */
export function describeRoutes(limits: Limits): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Glimpse',
      version: '0.1.0',
      summary: 'Names what is in a photograph.',
      description:
        'Every error is a problem (RFC 9457) with a stable `code`, `details` typed by that code, and `advice`. Every response has an `x-request-id`, which the log contains too. If a deployment requires it, sign requests with AWS Signature Version 4, service `lambda`.',
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: describePaths(limits),
    components: {
      schemas: describeSchemas(limits),
      examples: { ...examples, ...describeProblemExamples(limits) },
    },
  };
}
