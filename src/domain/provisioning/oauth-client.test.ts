import { describe, expect, it } from '@jest/globals';
import { type AccessToken, endOfAccessToken, type OauthClient, oauthClientState } from './oauth-client.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const BEFORE = '2026-03-01T11:00:00.000Z';
const LATER = '2026-03-01T13:00:00.000Z';

const secret = { id: 's1', hash: 'h', createdAt: BEFORE };
const client: OauthClient = {
  id: 'c',
  tenant: 'o',
  version: 1,
  connectionId: 'k',
  name: 'Entra',
  secrets: [secret],
  tokenLifetimeSeconds: 3600,
  createdAt: BEFORE,
};
const token: AccessToken = {
  id: 't',
  tenant: 'o',
  version: 1,
  connectionId: 'k',
  clientId: 'c',
  secretId: 's1',
  secretHash: 'h',
  createdAt: BEFORE,
  expiresAt: LATER,
};

describe('an OAuth client', () => {
  it('is active while any of its secrets works', () => {
    const old = { ...secret, id: 's0', expiresAt: BEFORE };
    expect(oauthClientState({ ...client, secrets: [old, secret] }, NOW)).toBe('active');
    expect(oauthClientState({ ...client, secrets: [old] }, NOW)).toBe('expired');
    expect(oauthClientState({ ...client, secrets: [{ ...secret, expiresAt: NOW }] }, NOW)).toBe('expired');
    expect(oauthClientState({ ...client, revokedAt: BEFORE }, NOW)).toBe('revoked');
  });
});

describe('an access token', () => {
  it('works until it expires', () => {
    expect(endOfAccessToken(token, client, NOW)).toBeUndefined();
    expect(endOfAccessToken(token, client, LATER)).toEqual({ ended: 'expired', at: LATER });
  });

  it('ends with its client, and with the secret it was got with', () => {
    expect(endOfAccessToken(token, { ...client, revokedAt: BEFORE }, NOW)).toEqual({ ended: 'revoked', at: BEFORE });
    const cut = { ...client, secrets: [{ ...secret, expiresAt: NOW }] };
    expect(endOfAccessToken(token, cut, NOW)).toEqual({ ended: 'revoked', at: NOW });
    expect(endOfAccessToken(token, { ...client, secrets: [] }, NOW)).toEqual({ ended: 'revoked', at: NOW });
  });
});
