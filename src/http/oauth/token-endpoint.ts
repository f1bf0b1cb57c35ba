import express, { type Request, type Response, type Router } from 'express';
import type { SignInAttempts } from '../../application/accounts/sign-in-attempts.ts';
import type { Application } from '../../application/application.ts';
import { ConnectionRateLimits } from '../../application/connections/connection-rate-limits.ts';
import {
  ACCESS_TOKEN_RATE,
  type AccessTokenLimits,
  issueAccessToken,
  TooManyAccessTokens,
  UnknownOauthClient,
} from '../../application/connections/issue-access-token.ts';
import { translateProblem } from '../problems.ts';
import { requestIdOf } from '../request-id.ts';
import { invalidClient, invalidRequest, OauthError } from './oauth-error.ts';
import { readClientCredentials } from './read-client-credentials.ts';
import { readTokenForm } from './read-token-form.ts';

/** The one scope there is: whatever is asked for, the token speaks for its connection at `/scim/v2`. */
const SCOPE = 'scim';

/**
 * The token endpoint (RFC 6749 §3.2, §4.4), to be mounted at `/oauth`: client credentials for an access token. Answers
 * every error itself, in the form of §5.2.
 */
export function createTokenEndpoint(app: Application, attempts: SignInAttempts): Router {
  const router = express.Router();
  // Clients ask so seldom that the limit of each process is limit enough.
  const rates = new ConnectionRateLimits({ byDefault: ACCESS_TOKEN_RATE, processes: () => 1 });
  router.all('/token', async (request, response) => {
    response.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    try {
      response.json(await answer(app, { attempts, rates }, request, response));
    } catch (error) {
      sendOauthError(app, error, request, response);
    }
  });
  return router;
}

async function answer(
  app: Application,
  limits: AccessTokenLimits,
  request: Request,
  response: Response,
): Promise<object> {
  if (request.method !== 'POST') {
    throw new OauthError('invalid_request', 'Send a POST', { status: 405, headers: { allow: 'POST' } });
  }
  const form = await readTokenForm(request, response);
  const grantType = form.get('grant_type');
  if (grantType === undefined) throw invalidRequest('grant_type is missing: send grant_type=client_credentials');
  if (grantType !== 'client_credentials') {
    throw new OauthError('unsupported_grant_type', 'The grant type must be client_credentials');
  }
  const credentials = readClientCredentials(request.headers.authorization, form);
  const { accessToken, expiresInSeconds } = await issueAccessToken(app, limits, {
    ...credentials,
    address: request.ip ?? 'unknown',
    requestId: requestIdOf(request),
  });
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds, scope: SCOPE };
}

function sendOauthError(
  app: Pick<Application, 'reportError'>,
  error: unknown,
  request: Request,
  response: Response,
): void {
  const { code, message, status, headers } = error instanceof OauthError ? error : translated(app, error, request);
  response
    .status(status)
    .set(headers)
    .json({ error: code, error_description: message.replaceAll(UNTELLABLE, '') });
}

/** RFC 6749 §5.2 allows printable ASCII without quotes and backslashes. */
const UNTELLABLE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g;

function translated(app: Pick<Application, 'reportError'>, error: unknown, request: Request): OauthError {
  if (error instanceof UnknownOauthClient) return invalidClient(error.message);
  if (error instanceof TooManyAccessTokens) {
    const headers = { 'retry-after': String(error.retryAfterSeconds) };
    return new OauthError('temporarily_unavailable', error.message, { status: 429, headers });
  }
  const requestId = requestIdOf(request);
  const { problem, headers, isUnexpected } = translateProblem(error, requestId);
  if (isUnexpected) app.reportError(error, { requestId, method: request.method, path: '/oauth/token' });
  const { status } = problem;
  const code =
    status === 429 || status === 503 ? 'temporarily_unavailable' : status < 500 ? 'invalid_request' : 'server_error';
  return new OauthError(code, problem.detail ?? problem.title, { status, headers });
}
