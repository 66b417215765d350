import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly cents: number;
}

const Items = Type.Object({ items: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 50 }) });
const SearchQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) });

/** The shop's pages. It keeps no sessions: a cart is what the visitor sends. */
export function registerPages(app: FastifyInstance, products: readonly Product[]): void {
  const byId = new Map(products.map((product) => [product.id, product]));
  const total = (items: readonly number[]): number => items.reduce((sum, id) => sum + (byId.get(id)?.cents ?? 0), 0);
  let orders = 0;

  app.get('/', () => ({ shop: 'The Chandlery', offers: products.slice(0, 5) }));
  app.get('/products', () => ({ products }));
  app.get<{ Params: { id: string } }>('/products/:id', (request, reply) => {
    const product = byId.get(Number(request.params.id));
    return product ?? reply.code(404).send({ error: `no product '${request.params.id}'` });
  });
  app.get<{ Querystring: Static<typeof SearchQuery> }>(
    '/search',
    { schema: { querystring: SearchQuery } },
    (request) => {
      const words = request.query.q ?? '';
      return { found: products.filter(({ name }) => name.includes(words)) };
    },
  );
  app.post<{ Body: Static<typeof Items> }>('/cart', { schema: { body: Items } }, (request) => ({
    items: request.body.items,
    cents: total(request.body.items),
  }));
  app.post<{ Body: Static<typeof Items> }>('/checkout', { schema: { body: Items } }, (request, reply) =>
    reply.code(201).send({ order: ++orders, cents: total(request.body.items) }),
  );
}
