import { Hono } from 'hono';
import type { Service } from '../../api/service.ts';
import { type AppEnv, getCaller } from '../app-env.ts';
import { getBody } from '../middleware/read-body.ts';
import { refuseOtherMethods } from '../problem.ts';
import { readClassifyRequest } from '../request/classify-request.ts';

/** `POST /classify`: one picture, for curl and other languages; the answer is that of the typed API. */
export function classifyRoute(service: Service): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  route.post('/', async (c) => {
    const input = await readClassifyRequest(c.req.raw, getBody(c));
    return c.json(await service.classify(input, getCaller(c)));
  });
  refuseOtherMethods(route, '/', 'POST');
  return route;
}
