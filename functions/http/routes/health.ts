import { Hono } from 'hono';
import type { Service } from '../../api/service.ts';
import type { Environment } from '../environment.ts';
import { refuseOtherMethods } from '../problem.ts';

/** `GET /health`: 200 once the model has answered a picture, 503 while it cannot. */
export function healthRoute(service: Service): Hono<Environment> {
  const route = new Hono<Environment>();
  route.get('/', async (c) => {
    const { id } = await service.model();
    return c.json({ status: 'ok', model: id });
  });
  refuseOtherMethods(route, '/', 'GET, HEAD');
  return route;
}
