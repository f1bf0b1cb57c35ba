import { expect, it } from '@jest/globals';
import type { Request } from 'express';
import type { AuthenticatedConnection } from '../../application/connections/connection-token.ts';
import { ObservedRequest } from './observed-request.ts';

const holder = { connection: { id: 'c' }, tokenId: 't' } as AuthenticatedConnection;
const at = '2026-03-01T12:00:00.000Z';
const causeOf = (end: Parameters<ObservedRequest['heldBy']>[1]) => {
  const observed = new ObservedRequest({ headers: {} } as Request, 'q', at);
  observed.heldBy(holder, end);
  return observed.cause;
};

it('tells tokens that ended from access tokens that ended', () => {
  expect(causeOf(undefined)).toBeUndefined();
  expect(causeOf({ ended: 'expired', at })).toBe('expired_token');
  expect(causeOf({ ended: 'revoked', at })).toBe('revoked_token');
  expect(causeOf({ ended: 'expired', at, isAccessToken: true })).toBe('expired_access_token');
  expect(causeOf({ ended: 'revoked', at, isAccessToken: true })).toBe('revoked_access_token');
});
