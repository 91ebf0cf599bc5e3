import type { Deployment } from '../aws/stack.ts';

/** How a deployment is called: for people, with the address in it. */
export function usageExamples({ url, access }: Deployment, region: string): string {
  return access === 'public' ? openly(url) : signed(url, region);
}

function openly(url: string): string {
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

function signed(url: string, region: string): string {
  return `curl (7.75 or newer; "aws configure export-credentials --format env" sets the variables)
  curl --aws-sigv4 aws:amz:${region}:lambda --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
    -H "x-amz-security-token: $AWS_SESSION_TOKEN" --data-binary @photo.jpg ${url}classify

TypeScript (client/typescript; credentials from @aws-sdk/credential-providers)
  const glimpse = createGlimpse({ url: '${url}', credentials: fromNodeProviderChain() });
  const { predictions } = await glimpse.classify(picture);

Command line
  npx glimpse classify --endpoint ${url} photo.jpg

In a browser: browsers cannot sign, so this shows the page here and signs what it sends
  npx glimpse serve --endpoint ${url}
`;
}
