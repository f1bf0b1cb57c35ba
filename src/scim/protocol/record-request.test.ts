import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { recordRequest } from './record-request.ts';

const recorded = (body: Json) => (recordRequest('POST', '/Users', body) as { body: Json }).body;

describe('recordRequest', () => {
  it('keeps a body without secrets as it is', () => {
    const body = { userName: 'ana', emails: [{ value: 'a' }] };
    expect(recorded(body)).toBe(body);
  });

  it('removes secrets wherever they stand', () => {
    expect(
      recorded({
        Password: 'a',
        'urn:ietf:params:scim:schemas:core:2.0:User:password': 'b',
        deep: [{ access_token: 'c', kept: 1 }],
        token: null,
      }),
    ).toEqual({
      Password: '[removed]',
      'urn:ietf:params:scim:schemas:core:2.0:User:password': '[removed]',
      deep: [{ access_token: '[removed]', kept: 1 }],
      token: null,
    });
  });

  it('removes the value of a PATCH operation on a secret', () => {
    const Operations = [
      { op: 'replace', path: 'password', value: 'a' },
      { op: 'replace', path: 'title', value: 'b' },
      { op: 'replace', value: { password: 'c', active: true } },
    ];
    expect(recorded({ Operations })).toEqual({
      Operations: [
        { op: 'replace', path: 'password', value: '[removed]' },
        { op: 'replace', path: 'title', value: 'b' },
        { op: 'replace', value: { password: '[removed]', active: true } },
      ],
    });
  });

  it('copies a key called __proto__ as a mere key', () => {
    const body = JSON.parse('{"__proto__":{"polluted":true},"password":"x"}') as Json;
    const copy = recorded(body) as object;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.keys(copy)).toEqual(['__proto__', 'password']);
  });

  it('cuts what is nested too deep', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json;
    expect(JSON.stringify(recorded(deep))).toBe(`${'['.repeat(17)}"[too deep]"${']'.repeat(17)}`);
  });
});
