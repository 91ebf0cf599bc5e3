import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import {
  type AppRouter,
  createGlimpse,
  type Prediction,
} from '../../../client/typescript/src/index.ts';
import type { AppRouter as ServiceRouter } from '../../../functions/api/router.ts';
import { espresso } from '../../support/espresso.ts';
import { readPictureFixture } from '../../support/fixtures.ts';
import { startTestServer } from '../../support/glimpse.ts';

const server = await startTestServer();
afterAll(() => server.close());

test('the type of the router works for any tRPC client, with other links', async () => {
  const trpc = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${server.url}/trpc`, maxItems: 16 })],
  });
  const image = { base64: readPictureFixture('coffee').toString('base64') };
  const [answer, model] = await Promise.all([
    trpc.classify.mutate({ image, topK: 1 }),
    trpc.model.query(),
  ]);
  expectTypeOf(answer.predictions).toEqualTypeOf<Prediction[]>();
  expect(answer.predictions).toEqual([espresso]);
  expect(model.id).toBe('efficientnet-lite0');
  // @ts-expect-error: a picture is missing
  await expect(trpc.classify.mutate({ topK: 1 })).rejects.toThrow('not valid');
});

test('inputs and outputs are those of the service', () => {
  expectTypeOf<inferRouterOutputs<AppRouter>>().toEqualTypeOf<inferRouterOutputs<ServiceRouter>>();
  expectTypeOf<inferRouterInputs<AppRouter>>().toEqualTypeOf<inferRouterInputs<ServiceRouter>>();
});

test('the client behaves like any object, and is not a promise', async () => {
  const { trpc } = createGlimpse({ url: server.url });
  expect(await trpc).toBe(trpc);
  expect((await trpc.labels.query()).length).toBe(1000);
});
