import { z } from 'zod';
import { operation } from '../operation.ts';
import { LinkInspectInput, LinkRedeemInput, OneTimeLink } from '../schemas/one-time-link.ts';
import { Id } from '../schemas/scalars.ts';
import { PasswordInput, Session, SignInInput } from '../schemas/session.ts';

const tag = 'Session';
const link = z.strictObject({ linkId: Id });

export const sessionOperations = {
  getSession: operation({
    method: 'get',
    path: '/session',
    tag,
    summary: 'Who am I',
    action: 'session.own',
    status: 200,
    answer: Session,
  }),
  signIn: operation({
    method: 'post',
    path: '/sign-in',
    tag,
    summary: 'Sign in with e-mail and password',
    description: 'Sets the session cookie. After too many failures for an e-mail from one address: 429.',
    action: 'public',
    body: SignInInput,
    status: 200,
    answer: Session,
  }),
  signOut: operation({
    method: 'post',
    path: '/sign-out',
    tag,
    summary: 'End the session',
    action: 'session.own',
    status: 204,
  }),
  changePassword: operation({
    method: 'post',
    path: '/password',
    tag,
    summary: 'Change my password',
    description: 'Ends every other session of the account.',
    action: 'session.own',
    body: PasswordInput,
    status: 200,
    answer: Session,
  }),
  inspectOneTimeLink: operation({
    method: 'post',
    path: '/one-time-links/{linkId}/inspect',
    tag,
    summary: 'What a one-time link is for',
    action: 'public',
    params: link,
    body: LinkInspectInput,
    status: 200,
    answer: OneTimeLink,
  }),
  redeemOneTimeLink: operation({
    method: 'post',
    path: '/one-time-links/{linkId}/redeem',
    tag,
    summary: 'Use a one-time link',
    description: 'Creates the first instance administrator, or sets a password; signs in either way.',
    action: 'public',
    params: link,
    body: LinkRedeemInput,
    status: 200,
    answer: Session,
  }),
};
