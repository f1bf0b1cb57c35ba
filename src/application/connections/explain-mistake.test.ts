import { describe, expect, it } from '@jest/globals';
import type { ConnectionMistake, ConnectionMistakeKind } from '../../domain/provisioning/connection-mistakes.ts';
import { explainMistake } from './explain-mistake.ts';

const SCIM = 'https://holdfast.example/scim/v2';

const mistake = (kind: ConnectionMistakeKind, count = 1): ConnectionMistake => ({
  kind,
  severity: 'problem',
  count,
  request: {
    id: 'r',
    tenant: 't',
    version: 1,
    connectionId: 'c',
    at: '2026-03-01T12:00:00.000Z',
    method: 'GET',
    path: '/Users?filter=userName eq "‹text›"',
    status: 404,
    ms: 1,
    requestId: 'q',
  },
});
const explain = (kind: ConnectionMistakeKind, type: 'okta' | 'entra' | 'generic', count = 1) =>
  explainMistake(mistake(kind, count), { connection: { type }, scimBaseUrl: SCIM });

describe('The explanation of a mistake', () => {
  it('names the field of the provider and the whole value to enter there', () => {
    expect(explain('missing_scim_path', 'okta').advice).toBe(
      `The last one came to /Users. Enter the whole base URL, ${SCIM}, in “SCIM connector base URL”: the part /scim/v2 belongs to it.`,
    );
    expect(explain('wrong_base_url', 'entra').advice).toContain(
      `Enter exactly ${SCIM}?aadOptscim062020 in “Tenant URL”`,
    );
    expect(explain('entra_flag_missing', 'entra').advice).toContain(`${SCIM}?aadOptscim062020`);
    expect(explain('expired_token', 'entra').advice).toContain('“Secret Token”');
    expect(explain('revoked_token', 'okta').advice).toContain('“Authorization”');
    expect(explain('expired_access_token', 'entra').advice).toMatch(
      /gets a new one by itself\. If this repeats, check its clock/,
    );
    expect(explain('revoked_access_token', 'entra').advice).toContain('“Client Secret”');
    expect(explain('missing_user_name', 'entra').advice).toContain('userPrincipalName');
  });

  it('counts what came too fast', () => {
    expect(explain('too_fast', 'okta').advice).toMatch(/^One was answered 429/);
    expect(explain('too_fast', 'okta', 12).advice).toMatch(/^12 were answered 429/);
  });

  it('is a title and a sentence for every kind and every type', () => {
    const kinds: ConnectionMistakeKind[] = ['wrong_token', 'wrong_content_type', 'paused', 'missing_user_name'];
    for (const kind of kinds) {
      for (const type of ['okta', 'entra', 'generic'] as const) {
        const { title, advice } = explain(kind, type);
        expect(title).toMatch(/^[A-Z].*[^.]$/);
        expect(advice).toMatch(/^[A-Z].*\.$/);
      }
    }
  });
});
