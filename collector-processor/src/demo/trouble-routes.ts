import type {} from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { TroubleMaker } from './trouble-maker.ts';
import { NORMAL } from './troubles.ts';

/** What the workbench's buttons use: `GET /demo/troubles` and `POST /demo/troubles/{id}`, both answer with the state. */
export function troubleRoutes(maker: TroubleMaker): (app: FastifyInstance) => void {
  const state = () => ({
    active: maker.active(),
    troubles: maker.troubles.map(({ id, title, description }) => ({ id, title, description })),
  });
  return (app) => {
    app.get('/demo/troubles', { schema: { hide: true } }, state);
    app.post<{ Params: { id: string } }>('/demo/troubles/:id', { schema: { hide: true } }, async (request) => {
      const { id } = request.params;
      if (await maker.cause(id)) return state();
      throw new TidemarkError('TLERR_BAD_PARAMETER', {
        field: 'id',
        problem: 'no trouble of the demo',
        given: id,
        allowed: [...maker.troubles.map((trouble) => trouble.id), NORMAL].join(', '),
      });
    });
  };
}
