import type { Request, RequestHandler, Response } from 'express';
import { notFound } from './errors/scim-error.ts';
import { translateError } from './errors/translate-error.ts';
import { authenticateRequest } from './protocol/authenticate-request.ts';
import { ObservedRequest } from './protocol/observed-request.ts';
import { errorReply, sendReply } from './protocol/send-reply.ts';
import type { ScimDependencies } from './scim-router.ts';

/** Endpoints of RFC 7644 §3.2 at the root, below `/scim`, or below another version: a base URL that was cut off. */
const MISPLACED =
  /^\/(?:api\/)?(?:scim\/?)?(?:v\d+(?:\.\d+)?\/)?(?:Users|Groups|Schemas|ResourceTypes|ServiceProviderConfigs?|Bulk)(?:[/?]|$)/;

/**
 * Answers SCIM requests that came to where SCIM is not with a 404 that says where it is, and tells the request log of the
 * connection whose token they carry. To be mounted behind everything that may answer such a path itself; lets all else pass.
 */
export const misplacedScim =
  (
    dependencies: Pick<ScimDependencies, 'authenticate' | 'limits' | 'observe' | 'baseUrl' | 'application'>,
  ): RequestHandler =>
  (request, response, next) => {
    if (MISPLACED.test(request.url)) answer(dependencies, request, response).catch(next);
    else next();
  };

async function answer(
  { authenticate, limits, observe, baseUrl, application }: Parameters<typeof misplacedScim>[0],
  request: Request,
  response: Response,
): Promise<void> {
  const observed = new ObservedRequest(request, request.id ?? application.newId(), application.clock.now());
  const told = notFound(
    `SCIM is not here but at ${baseUrl(request) ?? 'the address that ends with /scim/v2'}: enter that as the base URL in the identity provider`,
  );
  observed.refusal = told;
  let isTooFast = false;
  try {
    const { connection } = await authenticateRequest(authenticate, request, observed.heldBy);
    isTooFast = limits?.take(connection) !== undefined;
  } catch (error) {
    // Whoever it is, they are told the same: whether their token is good is for where SCIM is.
    if (!translateError(error)) throw error;
  }
  observed.cause = 'wrong_address';
  await sendReply(response, errorReply(told));
  if (!isTooFast) observe?.(observed, told.status);
}
