import swagger from '@fastify/swagger';
import { ErrorBody } from './contract/index.ts';
import type { ApiServer } from './api-context.ts';

/** The contract as an OpenAPI document at /api/openapi.json. Register before the routes. */
export async function serveOpenApi(app: ApiServer, version: string): Promise<void> {
  await app.register(swagger, {
    // Schemas keep the names of the contract; the library would number them.
    refResolver: { buildLocalReference: (schema, _base, _fragment, i) => String(schema.$id ?? `schema-${i}`) },
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tidemark',
        version,
        description: 'Expected values, limits, scores, forecasts and incidents of web traffic.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'Only where auth.tokens are configured.' },
        },
      },
      tags: [
        { name: 'series', description: 'What is watched, and how it does' },
        { name: 'watches', description: 'Making, changing, muting and trying out what is watched' },
        { name: 'incidents', description: 'When it did not' },
        { name: 'service', description: 'Tidemark itself' },
      ],
    },
  });
  app.addSchema(ErrorBody);
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
