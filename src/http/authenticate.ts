import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from '../application/access/authorize.ts';
import { authenticateApiToken } from '../application/accounts/authenticate-api-token.ts';
import { findSession } from '../application/accounts/find-session.ts';
import { isInstanceAdministrator } from '../application/accounts/is-instance-administrator.ts';
import type { Application } from '../application/application.ts';
import type { Account } from '../domain/accounts/account.ts';
import type { Session } from '../domain/accounts/session.ts';
import { CrossSiteRequest, NotSignedIn } from './problem-error.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Who calls. */
export interface Caller {
  readonly principal: Principal;
  readonly account: Account;
  /** Only when they came with a session cookie. */
  readonly session?: Session;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The caller by API token, else by session cookie. A cookie alone only reads: whatever changes something must also carry
 * the session's `x-csrf-token`, which no other site can know. @throws NotSignedIn, CrossSiteRequest
 */
export async function authenticate(
  app: Application,
  request: Request,
  options: { readonly isActivity: boolean } = { isActivity: true },
): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const found = bearer && (await authenticateApiToken(app, bearer));
    if (!found) throw new NotSignedIn('This API token is unknown, expired or revoked');
    return await caller(app, found.account, 'api_token');
  }
  const cookie = readSessionCookie(request);
  const found = cookie && (await findSession(app, cookie, options));
  if (!found) throw new NotSignedIn();
  if (!SAFE.has(request.method) && !isSame(request.get('x-csrf-token') ?? '', found.session.csrfToken)) {
    throw new CrossSiteRequest('Send the session’s token in the x-csrf-token header');
  }
  return { ...(await caller(app, found.account, 'session')), session: found.session };
}

const caller = async (app: Application, account: Account, via: Principal['via']): Promise<Caller> => ({
  principal: {
    accountId: account.id,
    via,
    isInstanceAdministrator: await isInstanceAdministrator(app.database, account.id),
  },
  account,
});

/**
 * Sign-in needs no session, so nothing else would keep another site from signing a visitor in as somebody of its choice.
 * Browsers say where a request comes from; programs say nothing. @throws CrossSiteRequest
 */
export function assertSameSite(request: Request): void {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const foreign = site ? site !== 'same-origin' && site !== 'none' : origin && hostOf(origin) !== request.host;
  if (foreign) throw new CrossSiteRequest('This may only be asked from Holdfast’s own pages');
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

function isSame(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
