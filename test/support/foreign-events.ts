/** An EventBridge event: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
export const scheduledEvent = {
  version: '0',
  id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2015-10-08T16:53:06Z',
  region: 'us-east-1',
  resources: ['arn:aws:events:us-east-1:123456789012:rule/my-scheduled-rule'],
  detail: {},
};

/**
 * An API Gateway event in format 1.0; function URLs use 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const gatewayEvent = {
  version: '1.0',
  resource: '/my/path',
  path: '/my/path',
  httpMethod: 'GET',
  headers: { header1: 'value1' },
  multiValueHeaders: { header1: ['value1'] },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  requestContext: { accountId: '123456789012', httpMethod: 'GET', path: '/my/path' },
  pathParameters: null,
  stageVariables: null,
  body: null,
  isBase64Encoded: false,
};
