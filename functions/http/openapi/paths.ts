import { type ErrorCode, errorCodes } from '../../api/error-table.ts';
import type { Limits } from '../../image/limits.ts';
import { describeProblems } from './problems.ts';
import { describeOptions, exampleRef, type Json, schemaRef } from './schemas.ts';

/** The answer of `GET /nothing`, and of GET where POST is meant; no operation has them. */
const elsewhere: readonly ErrorCode[] = ['NOT_FOUND', 'METHOD_NOT_ALLOWED'];
const ofAnyRequest: readonly ErrorCode[] = ['INVALID_REQUEST', 'INTERNAL'];
const ofBytes: readonly ErrorCode[] = [
  'EMPTY_IMAGE',
  'IMAGE_TOO_LARGE',
  'UNSUPPORTED_FORMAT',
  'CORRUPT_IMAGE',
  'DIMENSIONS_REFUSED',
  'BUSY',
  'MODEL_UNAVAILABLE',
];

/** `binary` is OpenAPI 3.0's word, and still the one that tools know a file by. */
const file = { type: 'string', format: 'binary' };

export function describePaths(limits: Limits): Json {
  return {
    '/classify': { post: describeClassify(limits) },
    '/predict': { post: describePredict(limits) },
    '/health': { get: describeHealth() },
    '/openapi.json': { get: describeDocument() },
  };
}

function describeClassify(limits: Limits): Json {
  const options = describeOptions();
  const query = Object.entries(options).map(([name, { description, ...schema }]) => {
    return { name, in: 'query', description, schema };
  });
  return {
    operationId: 'classify',
    summary: 'Say what is in one picture',
    description: `A picture of at most ${limits.pictureBytes} bytes: as it is (any content type that is not JSON and no form), in a form, or in JSON. URLs and objects may hold ${limits.fetchedBytes} bytes. A whole request has ${limits.requestBytes} bytes at most. Options stand in the query with each of them, or in form and JSON, which go first.`,
    parameters: query,
    requestBody: {
      required: true,
      content: {
        'image/*': { schema: file },
        'application/octet-stream': { schema: file },
        'multipart/form-data': formOf(options, false),
        'application/json': {
          schema: schemaRef('ClassifyRequest'),
          examples: {
            byUrl: exampleRef('byUrl'),
            byBase64: exampleRef('byBase64'),
            byKey: exampleRef('byKey'),
          },
        },
      },
    },
    responses: {
      200: answerOf('Answer', 'The best classes', ['answer', 'explained']),
      ...describeProblems(errorCodes.filter((code) => !elsewhere.includes(code))),
    },
  };
}

function describePredict({ pictureBytes }: Limits): Json {
  return {
    operationId: 'predict',
    summary: 'Say what is in one picture, as the usual Flask tutorial service does',
    description: `A form with a file \`image\` of at most ${pictureBytes} bytes in, label and score of the three best classes out.`,
    requestBody: { required: true, content: { 'multipart/form-data': formOf({}, true) } },
    responses: {
      200: answerOf('PredictAnswer', 'The three best classes', ['predicted']),
      ...describeProblems([...ofAnyRequest, ...ofBytes]),
    },
  };
}

function describeHealth(): Json {
  return {
    operationId: 'health',
    summary: 'Ask whether the model answers',
    responses: {
      200: answerOf('Health', 'The model has answered a picture', ['healthy']),
      ...describeProblems([...ofAnyRequest, 'MODEL_UNAVAILABLE']),
    },
  };
}

function describeDocument(): Json {
  return {
    operationId: 'openapi',
    summary: 'Get this document',
    responses: {
      200: {
        description: 'This document',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
      ...describeProblems(ofAnyRequest),
    },
  };
}

function formOf(fields: Readonly<Record<string, Json>>, additionalProperties: boolean): Json {
  const properties = { image: file, ...fields };
  return {
    schema: { type: 'object', properties, required: ['image'], additionalProperties },
    encoding: { image: { contentType: 'image/*, application/octet-stream' } },
  };
}

function answerOf(schema: string, description: string, names: readonly string[]): Json {
  return {
    description,
    content: {
      'application/json': {
        schema: schemaRef(schema),
        examples: Object.fromEntries(names.map((name) => [name, exampleRef(name)])),
      },
    },
  };
}
