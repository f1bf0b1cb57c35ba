import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { OpenedSession } from '../application/accounts/open-session.ts';

export const SESSION_COOKIE = 'holdfast_session';

export const readSessionCookie = (request: Request): string | undefined =>
  parseCookie(request.headers.cookie ?? '')[SESSION_COOKIE];

/** Out of reach of scripts, not sent along with cross-site requests that change something, and only over TLS where there is TLS. */
export function setSessionCookie(request: Request, response: Response, opened: OpenedSession): void {
  write(request, response, opened.cookie, new Date(opened.session.expiresAt));
}

export const clearSessionCookie = (request: Request, response: Response): void =>
  write(request, response, '', new Date(0));

function write(request: Request, response: Response, value: string, expires: Date): void {
  response.append(
    'set-cookie',
    stringifySetCookie({
      name: SESSION_COOKIE,
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.secure,
      expires,
    }),
  );
}
