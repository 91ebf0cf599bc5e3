import { type ErrorCode, errorCodes } from '../../api/error-table.ts';
import type { Limits } from '../../image/limits.ts';
import { describeProblems } from './problems.ts';
import { describeOptions, exampleRef, type Json, schemaRef } from './schemas.ts';

/** Codes that belong to no operation: of unknown paths and methods, and of local servers. */
const undescribedCodes: readonly ErrorCode[] = [
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'ORIGIN_REFUSED',
];
const anyRequestCodes: readonly ErrorCode[] = ['INVALID_REQUEST', 'INTERNAL'];
const pictureCodes: readonly ErrorCode[] = [
  'EMPTY_IMAGE',
  'IMAGE_TOO_LARGE',
  'UNSUPPORTED_FORMAT',
  'CORRUPT_IMAGE',
  'DIMENSIONS_REFUSED',
  'PICTURE_TOO_COSTLY',
  'BUSY',
  'MODEL_UNAVAILABLE',
];

/** `binary` is from OpenAPI 3.0, but tools still recognize a file by it. */
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
    summary: 'Classify one picture',
    description: `Send a picture of at most ${limits.pictureBytes} bytes as the body (any content type other than JSON and form), in a form, or in JSON. A picture behind a URL or in a bucket may have ${limits.fetchedBytes} bytes, a whole request ${limits.requestBytes} bytes. Options may be in the query, the form or the JSON; form and JSON take precedence.`,
    parameters: query,
    requestBody: {
      required: true,
      content: {
        'image/*': { schema: file },
        'application/octet-stream': { schema: file },
        'multipart/form-data': describeForm(options, false),
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
      200: describeAnswer('Answer', 'The best classes', ['answer', 'explained']),
      ...describeProblems(errorCodes.filter((code) => !undescribedCodes.includes(code))),
    },
  };
}

function describePredict({ pictureBytes }: Limits): Json {
  return {
    operationId: 'predict',
    summary: 'Classify one picture, in the format of the classic Flask tutorial service',
    description: `Takes a form with one file, in the field \`image\`, \`file\` or any other, of at most ${pictureBytes} bytes, and returns label and score of the three best classes.`,
    requestBody: { required: true, content: { 'multipart/form-data': describeForm({}, true) } },
    responses: {
      200: describeAnswer('PredictAnswer', 'The three best classes', ['predicted']),
      ...describeProblems([...anyRequestCodes, ...pictureCodes]),
    },
  };
}

function describeHealth(): Json {
  return {
    operationId: 'health',
    summary: 'Check that the model answers',
    responses: {
      200: describeAnswer('Health', 'The model has answered a picture', ['healthy']),
      ...describeProblems([...anyRequestCodes, 'MODEL_UNAVAILABLE']),
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
      ...describeProblems(anyRequestCodes),
    },
  };
}

function describeForm(fields: Readonly<Record<string, Json>>, additionalProperties: boolean): Json {
  const properties = { image: file, ...fields };
  return {
    schema: { type: 'object', properties, required: ['image'], additionalProperties },
    encoding: { image: { contentType: 'image/*, application/octet-stream' } },
  };
}

function describeAnswer(schema: string, description: string, names: readonly string[]): Json {
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
