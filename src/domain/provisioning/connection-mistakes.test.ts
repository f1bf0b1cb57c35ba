import { describe, expect, it } from '@jest/globals';
import type { Connection } from './connection.ts';
import { type ConnectionMistakeKind, findMistakes } from './connection-mistakes.ts';
import type { LoggedRequest } from './logged-request.ts';
import { maskBody } from './mask-request.ts';

const NOW = '2026-03-01T12:00:00.000Z';

const connection = (changes: Partial<Connection> = {}): Connection => ({
  id: 'c',
  tenant: 't',
  version: 1,
  type: 'okta',
  name: 'Okta',
  onLastAdministrator: 'hold',
  whileHeld: 'end_sessions',
  groupUniqueness: 'displayName',
  createdAt: NOW,
  ...changes,
});

const request = (changes: Partial<LoggedRequest>): LoggedRequest => ({
  id: 'r',
  tenant: 't',
  version: 1,
  connectionId: 'c',
  at: NOW,
  method: 'GET',
  path: '/scim/v2/Users',
  status: 200,
  ms: 1,
  requestId: 'q',
  ...changes,
});

const GOOD = request({});
const PATCH = { method: 'PATCH', path: '/scim/v2/Users/1', status: 200 };
const patchOf = (op: string, value: boolean | string) =>
  request({ ...PATCH, body: maskBody({ Operations: [{ op, path: 'active', value }] }).body });
const userOf = (status: number, body: Parameters<typeof maskBody>[0]) =>
  request({ method: 'POST', status, body: maskBody(body).body });

/** Requests in the order in which they came. */
const kindsOf = (requests: readonly LoggedRequest[], changes: Partial<Connection> = {}): ConnectionMistakeKind[] =>
  findMistakes(connection(changes), [...requests].reverse(), NOW).map(({ kind }) => kind);

describe('Mistakes of a set-up', () => {
  it('are none where requests are answered, or there are none', () => {
    expect(kindsOf([GOOD, request({ status: 404, path: '/scim/v2/Users/unknown' }), GOOD])).toEqual([]);
    expect(kindsOf([])).toEqual([]);
  });

  const elsewhere = request({ path: '/Users', status: 404, cause: 'wrong_address' });
  const cases: readonly [kind: ConnectionMistakeKind, request: LoggedRequest, remedy: LoggedRequest][] = [
    ['missing_scim_path', elsewhere, GOOD],
    ['expired_token', request({ status: 401, cause: 'expired_token' }), GOOD],
    ['revoked_token', request({ status: 401, cause: 'revoked_token' }), GOOD],
    ['expired_access_token', request({ status: 401, cause: 'expired_access_token' }), GOOD],
    ['revoked_access_token', request({ status: 401, cause: 'revoked_access_token' }), GOOD],
    ['wrong_token', request({ status: 401, cause: 'wrong_token' }), GOOD],
    ['wrong_base_url', request({ path: '/scim/v2/scim/v2/Users?count=1', status: 404 }), GOOD],
    ['wrong_base_url', request({ path: '/scim/v2/Users/Users', status: 404 }), GOOD],
    ['wrong_base_url', request({ path: '/scim/v2/v2/Users/1', status: 404 }), GOOD],
    ['missing_user_name', userOf(400, { displayName: 'Ana' }), userOf(201, { userName: 'ana' })],
    ['missing_user_name', userOf(400, { userName: '' }), userOf(201, { userName: 'ana' })],
    ['missing_user_name', userOf(400, { userName: null }), userOf(201, { userName: 'ana' })],
    ['wrong_content_type', request({ method: 'POST', status: 415 }), userOf(201, { userName: 'ana' })],
  ];

  for (const [kind, wrong, remedy] of cases) {
    it(`are told as ${kind} (${wrong.path}) until a later request shows it mended`, () => {
      expect(kindsOf([remedy, wrong])).toEqual([kind]);
      expect(kindsOf([wrong, wrong, remedy])).toEqual([]);
    });
  }

  it('count what shows them since they were last mended', () => {
    const [mistake] = findMistakes(connection(), [elsewhere, elsewhere, GOOD, elsewhere], NOW);
    expect(mistake).toMatchObject({ count: 2, request: elsewhere });
  });

  it('do not take another refusal of a user with a name for a missing one', () => {
    expect(kindsOf([userOf(400, { userName: 'ana', emails: 'broken' })])).toEqual([]);
  });

  it('know Entra without its flag by capitalised operators and by texts for booleans', () => {
    const entra = { type: 'entra' } as const;
    expect(kindsOf([patchOf('Replace', 'x')], entra)).toEqual(['entra_flag_missing']);
    expect(kindsOf([patchOf('replace', 'False')], entra)).toEqual(['entra_flag_missing']);
    expect(kindsOf([patchOf('replace', false)], entra)).toEqual([]);
    expect(kindsOf([patchOf('Replace', 'False'), patchOf('replace', false)], entra)).toEqual([]);
    expect(kindsOf([patchOf('Replace', 'False'), GOOD], entra)).toEqual(['entra_flag_missing']);
    expect(kindsOf([patchOf('Replace', 'False')])).toEqual([]);
  });

  it('tell of a pause while it lasts, and of a rate that was exceeded for a quarter of an hour', () => {
    const paused = request({ status: 503, cause: 'paused' });
    expect(kindsOf([paused], { pausedAt: NOW })).toEqual(['paused']);
    expect(kindsOf([paused])).toEqual([]);
    const tooFast = request({ status: 429, cause: 'rate_limit' });
    expect(kindsOf([tooFast, GOOD])).toEqual(['too_fast']);
    expect(kindsOf([{ ...tooFast, at: '2026-03-01T11:44:00.000Z' }])).toEqual([]);
  });

  it('put what is refused before what would only be better', () => {
    expect(kindsOf([patchOf('Replace', 'False'), elsewhere], { type: 'entra' })).toEqual([
      'missing_scim_path',
      'entra_flag_missing',
    ]);
  });
});
