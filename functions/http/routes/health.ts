import { Hono } from 'hono';
import * as z from 'zod';
import type { Service } from '../../api/service.ts';
import type { AppEnv } from '../app-env.ts';
import { refuseOtherMethods } from '../problem.ts';

export const healthSchema = z.object({ status: z.literal('ok'), model: z.string() });

/** `GET /health`: 200 once the model has answered its warm-up picture, else 503. */
export function healthRoute(service: Service): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  route.get('/', async (c) => {
    const { id } = await service.model();
    const healthy: z.infer<typeof healthSchema> = { status: 'ok', model: id };
    return c.json(healthy);
  });
  refuseOtherMethods(route, '/', 'GET, HEAD');
  return route;
}
