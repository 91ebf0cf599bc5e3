import { Hono } from 'hono';
import * as z from 'zod';
import { answerSchema } from '../../api/contract.ts';
import type { Service } from '../../api/service.ts';
import { type AppEnv, getCaller } from '../app-env.ts';
import { getBody } from '../middleware/read-body.ts';
import { refuseOtherMethods } from '../problem.ts';
import { readPredictRequest } from '../request/classify-request.ts';

export const predictAnswer = z.array(
  answerSchema.shape.predictions.element.pick({ label: true, score: true }),
);

/**
 * `POST /predict`: the route of the Flask service that this one replaces. Takes a form with a file;
 * returns label and score of the three best classes.
 */
export function predictRoute(service: Service): Hono<AppEnv> {
  const route = new Hono<AppEnv>();
  route.post('/', async (c) => {
    const image = await readPredictRequest(c.req.raw, getBody(c));
    const options = { topK: 3, minScore: 0, explain: false };
    const answer = await service.classify({ image, ...options }, getCaller(c));
    const best: z.infer<typeof predictAnswer> = answer.predictions.map(({ label, score }) => {
      return { label, score };
    });
    return c.json(best);
  });
  refuseOtherMethods(route, '/', 'POST');
  return route;
}
