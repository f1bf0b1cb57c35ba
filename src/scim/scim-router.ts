import type { Request, RequestHandler, Response } from 'express';
import type { Application } from '../application/application.ts';
import type { ConnectionRateLimits } from '../application/connections/connection-rate-limits.ts';
import { Pauses } from '../application/pauses.ts';
import type { Log } from '../application/ports/log.ts';
import type { Json } from '../domain/provisioning/directory-user.ts';
import { MAX_BULK_PAYLOAD_BYTES } from './bulk/bulk-limits.ts';
import type { DirectoryUseCases } from './directory-use-cases.ts';
import { ScimError } from './errors/scim-error.ts';
import { translateError } from './errors/translate-error.ts';
import { type GroupStates, groupStates } from './lists/group-states.ts';
import { KnownJson } from './lists/known-json.ts';
import { KnownPages } from './lists/known-pages.ts';
import { readQueryParameters } from './lists/query-parameters.ts';
import { assertReachable } from './me/assert-reachable.ts';
import { type Authenticate, authenticateRequest } from './protocol/authenticate-request.ts';
import { findHandler, type Location, locate } from './protocol/find-handler.ts';
import { assertAcceptable, assertLengthKnown } from './protocol/negotiate.ts';
import { ObservedRequest, type Observer } from './protocol/observed-request.ts';
import type { JsonBounds } from './protocol/parse-in-pieces.ts';
import { dismiss, readJsonBody } from './protocol/read-body.ts';
import { recordRefusal } from './protocol/record-refusal.ts';
import { recordRequest } from './protocol/record-request.ts';
import type { ScimReply } from './protocol/scim-call.ts';
import { errorReply, sendReply } from './protocol/send-reply.ts';
import { tooManyRequests } from './protocol/too-many-requests.ts';
import type { Route } from './routes.ts';
import { resourceTypesOf } from './schema/resource-types.ts';
import { type GroupsOfUser, groupsOfUser } from './users/user-memberships.ts';

export interface ScimDependencies {
  readonly application: Application;
  readonly directory: DirectoryUseCases;
  readonly authenticate: Authenticate;
  /**
   * The absolute URL under which this client reaches the SCIM root, from trusted settings: `https://host/scim/v2`.
   * Undefined when that cannot be told from its `Host`.
   */
  readonly baseUrl: (request: Request) => string | undefined;
  readonly log: Log;
  /** How discovery calls it to clients with a token, `Holdfast/1.2.0`: reports say what they were made on. */
  readonly server?: string;
  /** Bodies of group requests up to this size are read (default 8 MiB); a single user's body never needs more than 1 MiB. */
  readonly maxBodyBytes?: number;
  /** How long a body may take to arrive (default 30 s). */
  readonly bodyWithinMs?: number;
  /** Told of every request whose connection is known, after it was answered. */
  readonly observe?: Observer;
  /** Holds connections to their rates; without it there is no limit. */
  readonly limits?: Pick<ConnectionRateLimits, 'take' | 'pass' | 'charge'>;
}

const DEFAULT_BODY_BYTES = 8 * 1024 * 1024;
const BODY_BYTES = { small: 1024 * 1024, bulk: MAX_BULK_PAYLOAD_BYTES } as const;
const PAUSED_RETRY_SECONDS = 120;
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * The SCIM 2.0 surface (RFC 7644), to be mounted at its root. It reads bodies, authenticates and answers errors itself:
 * whatever happens below its root is answered as SCIM, and nothing it answers reveals internals. It finds its routes
 * itself: another router on the way costs each request something.
 */
export function createScimRouter(dependencies: ScimDependencies): RequestHandler {
  const service = {
    ...dependencies,
    groupsOfUser: groupsOfUser(dependencies.application),
    groupStates: groupStates(dependencies.application),
    knownJson: new KnownJson(),
    knownPages: new KnownPages(),
  };
  return (request, response, next) => {
    serve(service, request, response).catch(next);
  };
}

interface Service extends ScimDependencies {
  readonly groupsOfUser: GroupsOfUser;
  readonly groupStates: GroupStates;
  readonly knownJson: KnownJson;
  readonly knownPages: KnownPages;
}

async function serve(dependencies: Service, request: Request, response: Response): Promise<void> {
  const requestId = requestIdOf(request) ?? dependencies.application.newId();
  response.setHeader('x-request-id', requestId);
  const observed = new ObservedRequest(request, requestId, dependencies.application.clock.now());
  try {
    await sendReply(response, await answer(dependencies, request, response, observed));
  } catch (error) {
    observed.refusal = await sendFailure(dependencies, error, request, response, requestId);
  }
  dismiss(request);
  dependencies.observe?.(observed, response.statusCode);
}

async function answer(
  dependencies: Service,
  request: Request,
  response: Response,
  observed: ObservedRequest,
): Promise<ScimReply> {
  const { application, directory, groupsOfUser, groupStates, knownJson, knownPages } = dependencies;
  const { method, url, headers } = request;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const baseUrl = dependencies.baseUrl(request);
  if (baseUrl === undefined) throw new ScimError(400, undefined, 'The Host header is not a host name');
  const holder = await authenticateRequest(dependencies.authenticate, request, observed.heldBy);
  const { connection, tokenId, directoryUserId } = holder;
  const exceeded = await dependencies.limits?.pass(connection);
  if (exceeded) throw observed.turnedAway('rate_limit', tooManyRequests(exceeded));
  const location = locate(path);
  if (dependencies.server && location.route?.isDiscovery) response.setHeader('server', dependencies.server);
  if (connection.pausedAt && !location.route?.isDiscovery) throw observed.turnedAway('paused', paused());

  const isWrite = WRITES.has(method) && !(location.isSearch && method === 'POST');
  const by = { connection, tokenId, requestId: observed.requestId };
  try {
    const handler = findHandler(location, method);
    if (directoryUserId !== undefined) assertReachable(location);
    if (!isWrite) assertAcceptable(headers);
    const hasBody = WRITES.has(method) && method !== 'DELETE';
    if (hasBody) assertLengthKnown(headers);
    const body = hasBody
      ? await readJsonBody(request, bodyLimit(dependencies, location), boundsOf(location), dependencies.bodyWithinMs)
      : undefined;
    const pauses = new Pauses();
    observed.recorded = isWrite ? recordRequest(method, url, recordedBody(location, body)) : undefined;
    await pauses.pauseWhenDue();
    return await handler({
      application,
      directory,
      groupsOfUser,
      groupStates,
      knownJson,
      knownPages,
      request: { ...by, recorded: observed.recorded ?? null },
      types: resourceTypesOf(connection),
      baseUrl,
      directoryUserId,
      id: location.id,
      query: mark < 0 ? NO_PARAMETERS : readQueryParameters(url.slice(mark + 1)),
      body,
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      countFurther: (requests) => dependencies.limits?.charge(connection, requests),
      isAbandoned: () => response.destroyed,
    });
  } catch (error) {
    if (isWrite) await recordRefusal(dependencies, { ...by, recorded: recordRequest(method, url, undefined) }, error);
    throw error;
  }
}

const NO_PARAMETERS = { get: () => null };

async function sendFailure(
  { log }: ScimDependencies,
  error: unknown,
  request: Request,
  response: Response,
  requestId: string,
): Promise<ScimError> {
  const refusal = translateError(error);
  if (!refusal) log.error({ err: error, requestId, method: request.method }, 'A SCIM request failed unexpectedly');
  const detail = `Something went wrong here; the request id is ${requestId}`;
  const told = refusal ?? new ScimError(500, undefined, detail);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return told;
  }
  await sendReply(response, errorReply(told));
  return told;
}

/** What one person's body is bounded by bounds a search too. */
const bodiesOf = ({ route, isSearch }: Location): Route['bodies'] => (isSearch ? 'small' : route?.bodies);

const bodyLimit = ({ maxBodyBytes = DEFAULT_BODY_BYTES }: ScimDependencies, location: Location): number => {
  const bodies = bodiesOf(location);
  return bodies === undefined ? maxBodyBytes : Math.min(BODY_BYTES[bodies], maxBodyBytes);
};

/** The operations of a Bulk request are recorded one by one. */
const recordedBody = ({ route }: Location, body: Json | undefined): Json | undefined =>
  route?.bodies === 'bulk' ? undefined : body;

const USER_BOUNDS = { values: 10_000 };
const GROUP_BOUNDS = { values: 250_000 };
const boundsOf = (location: Location): JsonBounds => (bodiesOf(location) === 'small' ? USER_BOUNDS : GROUP_BOUNDS);

const paused = (): ScimError =>
  new ScimError(503, undefined, 'The connection is paused: its changes are not accepted until it is resumed', {
    'retry-after': String(PAUSED_RETRY_SECONDS),
  });

/** The id a request log gave the request, if there is one. */
function requestIdOf(request: Request): string | undefined {
  const { id } = request as { readonly id?: unknown };
  return typeof id === 'string' && id !== '' ? id : undefined;
}
