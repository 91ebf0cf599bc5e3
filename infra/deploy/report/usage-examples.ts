import type { Deployment } from '../aws/stack.ts';

/** Renders examples of how to call a deployment, with its URL in them. */
export function renderUsageExamples({ url, access }: Deployment, region: string): string {
  return access === 'public' ? renderPublic(url) : renderSigned(url, region);
}

function renderPublic(url: string): string {
  return `In a browser
  ${url}

curl
  curl --data-binary @photo.jpg ${url}classify

TypeScript (client/typescript)
  const glimpse = createGlimpse({ url: '${url}' });
  const { predictions } = await glimpse.classify(picture);

Command line
  npx glimpse classify --endpoint ${url} photo.jpg
`;
}

function renderSigned(url: string, region: string): string {
  return `curl (7.75 or newer; "aws configure export-credentials --format env" sets the variables)
  curl --aws-sigv4 aws:amz:${region}:lambda --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
    -H "x-amz-security-token: $AWS_SESSION_TOKEN" --data-binary @photo.jpg ${url}classify

TypeScript (client/typescript; credentials from @aws-sdk/credential-providers)
  const glimpse = createGlimpse({ url: '${url}', credentials: fromNodeProviderChain() });
  const { predictions } = await glimpse.classify(picture);

Command line
  npx glimpse classify --endpoint ${url} photo.jpg

In a browser: browsers cannot sign requests, so this serves the page locally and signs for it
  npx glimpse serve --endpoint ${url}
`;
}
