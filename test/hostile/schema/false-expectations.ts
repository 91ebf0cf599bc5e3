/**
 * What schemathesis expects and an honest service does not do. A document can say how a request looks, not
 * what bytes are a picture, and not which servers are reachable.
 */
export interface FalseExpectation {
  readonly check: string;
  /** Code of the answer. */
  readonly code: string;
  /** Whether the expectation is false for a request; default: for all. */
  readonly holdsFor?: (uri: string, body: string) => boolean;
  readonly reason: string;
}

const acceptance = 'positive_data_acceptance';

export const falseExpectations: readonly FalseExpectation[] = [
  {
    check: acceptance,
    code: 'EMPTY_IMAGE',
    reason: 'an empty body fits the schema, and is no picture',
  },
  { check: acceptance, code: 'UNSUPPORTED_FORMAT', reason: 'any bytes fit the schema' },
  { check: acceptance, code: 'CORRUPT_IMAGE', reason: 'any bytes fit the schema' },
  { check: acceptance, code: 'INVALID_BASE64', reason: 'any text fits the schema' },
  {
    check: acceptance,
    code: 'URL_REFUSED',
    reason: 'the schema does not know which addresses are public',
  },
  { check: acceptance, code: 'S3_REFUSED', reason: 'a server on this machine reads no bucket' },
  {
    check: 'not_a_server_error',
    code: 'URL_UNREACHABLE',
    reason: '502 is about the server of the URL: the namespace has no names',
  },
  {
    check: 'negative_data_rejection',
    // The request was accepted.
    code: '',
    holdsFor: (uri, body) =>
      !uri.includes('?') &&
      body.split('form-data; name="image"; filename=').length === 2 &&
      body.split('form-data;').length === 2,
    reason: 'a form with one picture and nothing else is right, whatever type its part has',
  },
];
