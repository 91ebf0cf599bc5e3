import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bucket } from '../../functions/image/s3/bucket.ts';
import { type PictureName, pictureNames, readPictureFixture } from './fixtures.ts';
import { computeSignature } from './signature-v4.ts';

/** AWS's example credentials: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'FwoGZXIvYXdzEXAMPLE//////////wEaDA==',
};

type Answer = (response: ServerResponse) => void;

export interface FakeS3 {
  readonly bucket: Bucket;
  /** Targets of the received requests, oldest first. */
  readonly targets: string[];
  /** Returns the number of open connections. */
  connections(): Promise<number>;
  close(): void;
}

/**
 * Starts an S3 on loopback with one bucket, `holidays`. It refuses requests with a wrong signature.
 *
 * @param answers Answers by the path of the request line; each picture fixture is there as NAME.jpg.
 */
export async function startFakeS3(answers: Readonly<Record<string, Answer>> = {}): Promise<FakeS3> {
  const targets: string[] = [];
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    targets.push(target);
    if (!isSignatureValid(request))
      return createErrorAnswer(403, 'SignatureDoesNotMatch')(response);
    const answer = answers[target] ?? findPicture(target) ?? createErrorAnswer(404, 'NoSuchKey');
    return answer(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    bucket: { name: 'holidays', region: 'eu-central-1', credentials, endpoint },
    targets,
    connections: () => countConnections(server),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Creates an error response: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export function createErrorAnswer(status: number, code: string): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>No.</Message></Error>`;
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
  };
}

function findPicture(target: string): Answer | undefined {
  const name = pictureNames.find((picture: PictureName) => target === `/holidays/${picture}.jpg`);
  return name && ((response) => void response.end(readPictureFixture(name)));
}

function isSignatureValid({ method = '', url = '', headers }: IncomingMessage): boolean {
  const fields = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)$/;
  const [, credential, signedHeaders = '', signature] =
    fields.exec(headers.authorization ?? '') ?? [];
  const received = { method, target: url, headers: headers as Record<string, string> };
  const date = String(headers['x-amz-date']).slice(0, 8);
  return (
    credential === `${credentials.accessKeyId}/${date}/eu-central-1/s3/aws4_request` &&
    headers['x-amz-security-token'] === credentials.sessionToken &&
    ['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'].every((name) =>
      signedHeaders.split(';').includes(name),
    ) &&
    signature ===
      computeSignature(received, {
        secret: credentials.secretAccessKey,
        region: 'eu-central-1',
        signedHeaders,
      })
  );
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
