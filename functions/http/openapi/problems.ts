import { type ErrorCode, errorTable } from '../../api/error-table.ts';
import { exampleRef, type Json, schemaRef } from './schemas.ts';

/** Returns the responses for these codes, one for each of their statuses. */
export function describeProblems(codes: readonly ErrorCode[]): Json {
  const statuses = [...new Set(codes.map((code) => errorTable[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const matching = codes.filter((code) => errorTable[code].status === status);
      return [String(status), describeProblem(matching)];
    }),
  );
}

function describeProblem(codes: readonly ErrorCode[]): Json {
  const headers = codes.includes('BUSY') && {
    'retry-after': {
      description: 'Seconds, with BUSY.',
      schema: { type: 'integer', minimum: 0 },
    },
  };
  const code = { type: 'string', enum: codes };
  return {
    description: codes.join(', '),
    ...(headers && { headers }),
    content: {
      'application/problem+json': {
        schema: { allOf: [schemaRef('Problem'), { type: 'object', properties: { code } }] },
        examples: Object.fromEntries(codes.map((name) => [name, exampleRef(name)])),
      },
    },
  };
}
