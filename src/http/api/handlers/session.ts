import type { z } from 'zod';
import { changePassword } from '../../../application/accounts/change-password.ts';
import { endSession } from '../../../application/accounts/end-session.ts';
import { inspectOneTimeLink } from '../../../application/accounts/inspect-one-time-link.ts';
import { isInstanceAdministrator } from '../../../application/accounts/is-instance-administrator.ts';
import type { OpenedSession } from '../../../application/accounts/open-session.ts';
import { redeemOneTimeLink } from '../../../application/accounts/redeem-one-time-link.ts';
import { signIn } from '../../../application/accounts/sign-in.ts';
import type { SignInAttempts } from '../../../application/accounts/sign-in-attempts.ts';
import type { Application } from '../../../application/application.ts';
import { INSTANCE } from '../../../application/ports/collection.ts';
import type { Account } from '../../../domain/accounts/account.ts';
import type { Session } from '../../../domain/accounts/session.ts';
import { clearSessionCookie, setSessionCookie } from '../../session-cookie.ts';
import type { Handlers } from '../handler.ts';
import type { sessionOperations } from '../operations/session.ts';
import type { Session as SessionSchema } from '../schemas/session.ts';

type SessionShape = z.input<typeof SessionSchema>;

export const sessionHandlers: Handlers<typeof sessionOperations> = {
  async getSession(_input, { caller }) {
    return shapeSession(caller.account, caller.session, caller.principal.isInstanceAdministrator);
  },

  async signIn({ body }, { app, attempts, address, requestId, exchange }) {
    const opened = await signIn(app, attempts, { ...body, address, requestId });
    setSessionCookie(exchange.request, exchange.response, opened);
    return await shapeOpened(app, opened);
  },

  async signOut(_input, { app, request, caller, exchange }) {
    if (caller.session) await endSession(app, request, caller.session.id);
    clearSessionCookie(exchange.request, exchange.response);
    return undefined;
  },

  async changePassword({ body }, { app, attempts, request, caller, address, exchange }) {
    const opened = await changePassword(app, attempts, request, { ...body, accountId: caller.account.id, address });
    setSessionCookie(exchange.request, exchange.response, opened);
    return await shapeOpened(app, opened);
  },

  async inspectOneTimeLink({ params, body }, { app, attempts, address }) {
    return await counted(attempts, params.linkId, address, async () => {
      const { link, email } = await inspectOneTimeLink(app, params.linkId, body.secret);
      return { id: link.id, purpose: link.purpose, email, expiresAt: link.expiresAt };
    });
  },

  async redeemOneTimeLink({ params, body }, { app, attempts, address, requestId, exchange }) {
    const opened = await counted(attempts, params.linkId, address, () =>
      redeemOneTimeLink(app, { ...body, id: params.linkId, requestId }),
    );
    setSessionCookie(exchange.request, exchange.response, opened);
    return await shapeOpened(app, opened);
  },
};

/** Trying links is limited like trying passwords. */
async function counted<T>(
  attempts: SignInAttempts,
  linkId: string,
  address: string,
  work: () => Promise<T>,
): Promise<T> {
  await attempts.begin(linkId, address);
  const result = await work();
  await attempts.succeeded(linkId, address);
  return result;
}

const shapeOpened = async (app: Application, opened: OpenedSession): Promise<SessionShape> =>
  shapeSession(opened.account, opened.session, await isInstanceAdministrator(app.database, opened.account.id));

const shapeSession = (account: Account, session: Session | undefined, isAdministrator: boolean): SessionShape => ({
  account: { id: account.id, email: account.email, displayName: account.displayName },
  via: session ? 'session' : 'api_token',
  csrfToken: session?.csrfToken,
  expiresAt: session?.expiresAt,
  roles: isAdministrator
    ? [{ scope: { kind: 'instance', id: INSTANCE, name: 'Instance' }, role: 'instance_admin' }]
    : [],
});
