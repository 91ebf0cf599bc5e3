import { Hono } from 'hono';
import type { Service } from '../../api/service.ts';
import { callerOf, type Environment } from '../environment.ts';
import { readForm } from '../form.ts';
import { refuseOtherMethods } from '../problem.ts';

/**
 * `POST /predict`: the route of the Flask service that this one takes the place of. A form with a
 * file `image` in, label and score of the three best classes out.
 */
export function predictRoute(service: Service): Hono<Environment> {
  const route = new Hono<Environment>();
  route.post('/', async (c) => {
    const { image } = await readForm(c.req.raw);
    const options = { topK: 3, minScore: 0, explain: false };
    const answer = await service.classify({ image: { bytes: image }, ...options }, callerOf(c));
    return c.json(answer.predictions.map(({ label, score }) => ({ label, score })));
  });
  refuseOtherMethods(route, '/', 'POST');
  return route;
}
