import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { authorize } from '../../application/access/authorize.ts';
import { NotFound } from '../../application/errors.ts';
import { findOrganization } from '../../application/organizations/find-organization.ts';
import type { PersonRequest } from '../../application/person-request.ts';
import type { Organization } from '../../domain/access/organization.ts';
import { assertSameSite, authenticate, type Caller } from '../authenticate.ts';
import { baseUrlOf } from '../base-url.ts';
import { NoSuchRoute, WrongContentType } from '../problem-error.ts';
import { requestIdOf } from '../request-id.ts';
import { contract } from './contract.ts';
import type { ApiServices, Handler } from './handler.ts';
import { handlers } from './handlers.ts';
import { openApiDocument } from './openapi-document.ts';
import type { Operation } from './operation.ts';
import { parseInput, withLists } from './parse-input.ts';

const BODY_LIMIT = '256kb';
const NO_QUERY = z.strictObject({});

export interface ApiSettings {
  /** Where callers reach this service; by default as their request did. */
  readonly baseUrl?: string | undefined;
}

/** `/api/v1`: every operation of the contract, and nothing else. */
export function createApiRouter(services: ApiServices, settings: ApiSettings): Router {
  const router = express.Router({ caseSensitive: true });
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  const document = JSON.stringify(openApiDocument());
  router.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(document);
  });
  const methodsOf = new Map<string, string[]>();
  for (const [id, operation] of Object.entries<Operation>(contract)) {
    // The contract and the handlers have the same keys, and each handler fits its operation, by type.
    const handler = handlers[id as keyof typeof contract] as unknown as Handler<Operation>;
    const path = expressPath(operation.path);
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), operation.method.toUpperCase()]);
    router[operation.method](path, (request, response) =>
      serve(services, settings, operation, handler, request, response),
    );
  }
  for (const [path, methods] of methodsOf) {
    router.all(path, () => {
      throw new NoSuchRoute(methods);
    });
  }
  router.use(() => {
    throw new NoSuchRoute();
  });
  return router;
}

export const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The same steps for every operation: who calls, what it is about, may they, is it well formed; then the handler. */
async function serve(
  services: ApiServices,
  settings: ApiSettings,
  operation: Operation,
  handler: Handler<Operation>,
  request: Request,
  response: Response,
): Promise<void> {
  const caller = operation.action === 'public' ? undefined : await authenticate(services.app, request);
  if (!caller && request.method !== 'GET') assertSameSite(request);
  const params = operation.params ? parseInput('params', operation.params, request.params) : {};
  const organization = await allow(services, operation, caller, params);
  const querySchema = operation.query ?? NO_QUERY;
  const query = parseInput('query', querySchema, withLists(querySchema, request.query));
  const body = operation.body ? parseInput('body', operation.body, await readBody(request, response)) : {};
  const answer = await handler(
    { params, query, body: body as Record<never, never> },
    {
      ...services,
      requestId: requestIdOf(request),
      baseUrl: baseUrlOf(request, settings.baseUrl),
      address: request.ip ?? 'unknown',
      request: (caller && personRequest(caller, request)) as PersonRequest,
      caller: caller as Caller,
      organization: organization as undefined,
      exchange: { request, response },
    },
  );
  if (operation.events) return;
  response.status(operation.status);
  if (operation.status === 204) response.end();
  else response.json(answer);
}

/** Whoever may do it in no organization at all does not learn which organizations there are. */
async function allow(
  services: ApiServices,
  operation: Operation,
  caller: Caller | undefined,
  params: Readonly<Record<string, unknown>>,
): Promise<Organization | undefined> {
  if (!caller || operation.action === 'public') return undefined;
  const { organization: idOrSlug } = params;
  if (typeof idOrSlug !== 'string') {
    authorize(caller.principal, operation.action, { kind: 'instance' });
    return undefined;
  }
  const organization = await findOrganization(services.app.database, idOrSlug);
  const organizationId = organization?.id ?? idOrSlug;
  authorize(caller.principal, operation.action, { kind: 'organization', organizationId });
  if (!organization) throw new NotFound('organization', idOrSlug);
  return organization;
}

const json = express.json({ limit: BODY_LIMIT });

/** Read only once the caller is known. No body at all is an empty object. */
async function readBody(request: Request, response: Response): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    json(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  if (request.body !== undefined) return request.body;
  if (request.headers['content-type'] !== undefined && !request.is('application/json')) throw new WrongContentType();
  return {};
}

const personRequest = (caller: Caller, request: Request): PersonRequest => ({
  actor: { kind: 'account', accountId: caller.principal.accountId, via: caller.principal.via },
  requestId: requestIdOf(request),
});
