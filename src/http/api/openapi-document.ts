import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { contract } from './contract.ts';
import { tokenEndpoint } from './describe-token-endpoint.ts';
import type { Operation } from './operation.ts';
import { Problem } from './schemas/problem.ts';

/** The OpenAPI 3.1 document of `/api/v1`, derived from the contract alone. */
export function openApiDocument() {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'holdfast_session',
    description: 'Set by sign-in. Requests that change something also need the header `x-csrf-token`.',
  });
  registry.registerComponent('securitySchemes', 'apiToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token, beginning with `hfa_`.',
  });
  registry.registerComponent('securitySchemes', 'oauthClient', {
    type: 'http',
    scheme: 'basic',
    description: 'The id and secret of an OAuth client of a connection; for the token endpoint only.',
  });
  for (const [id, operation] of Object.entries(contract)) registry.registerPath(route(id, operation));
  registry.registerPath(tokenEndpoint);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The API behind the console and the command line. Lists are pages: `nextCursor`, when there is one, fetches the next. Errors are `application/problem+json` (RFC 9457).',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { apiToken: [] }],
  });
}

function route(operationId: string, operation: Operation): RouteConfig {
  return {
    operationId,
    method: operation.method,
    path: operation.path,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...(operation.action === 'public' ? { security: [] } : {}),
    request: {
      ...(operation.params ? { params: operation.params } : {}),
      ...(operation.query ? { query: operation.query } : {}),
      ...(operation.body
        ? { body: { required: true, content: { 'application/json': { schema: operation.body } } } }
        : {}),
    },
    responses: {
      [operation.status]: answer(operation),
      default: { description: 'Problem', content: { 'application/problem+json': { schema: Problem } } },
    },
  };
}

function answer(operation: Operation): RouteConfig['responses'][string] {
  if (operation.events) {
    return { description: operation.events, content: { 'text/event-stream': { schema: { type: 'string' } } } };
  }
  return {
    description: operation.status === 204 ? 'Done' : operation.status === 202 ? 'Accepted' : 'Done, with this result',
    ...(operation.answer ? { content: { 'application/json': { schema: operation.answer } } } : {}),
  };
}
