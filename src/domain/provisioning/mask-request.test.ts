import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from './directory-user.ts';
import { maskBody, maskDetail, maskPath, NUMBER, TEXT, textsInQuery } from './mask-request.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('A masked request', () => {
  it('shows the names of attributes, types and real booleans, and no value of a person', () => {
    const { body } = maskBody({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: 'ana@acme.example',
      active: true,
      name: { givenName: 'Ana', familyName: '' },
      emails: [{ type: 'work', primary: true, value: 'ana@acme.example' }],
      [ENTERPRISE]: { employeeNumber: 4711, manager: null },
    });
    expect(body).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: TEXT,
      active: true,
      name: { givenName: TEXT, familyName: '' },
      emails: [{ type: 'work', primary: true, value: TEXT }],
      [ENTERPRISE]: { employeeNumber: NUMBER, manager: null },
    });
  });

  it('shows operators, paths and texts that stand for booleans as they were written', () => {
    const { body } = maskBody({
      Operations: [
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Add', path: 'emails[type eq "work" and value eq "ana@acme.example"].value', value: 'x@acme.example' },
        { op: 'remove', path: 'members[value eq "0190-42"]' },
        { op: 'replace', value: { 'name.givenName': 'Ana', 'addresses[type eq "home"].locality': 'Lisbon' } },
      ],
    });
    expect(body).toEqual({
      Operations: [
        { op: 'Replace', path: 'active', value: 'False' },
        { op: 'Add', path: `emails[type eq "work" and value eq "${TEXT}"].value`, value: TEXT },
        { op: 'remove', path: `members[value eq "${TEXT}"]` },
        { op: 'replace', value: { 'name.givenName': TEXT, 'addresses[type eq "home"].locality': TEXT } },
      ],
    });
  });

  it('is small however large the request is', () => {
    const members = Array.from({ length: 100_000 }, (_, index) => ({ value: `user ${index}` }));
    const { body } = maskBody({ displayName: 'Everybody', members });
    expect((body as { members: Json[] }).members).toHaveLength(21);
    expect((body as { members: Json[] }).members.at(-1)).toBe('… 99980 more');
    let deep: Json = 'bottom';
    for (let depth = 0; depth < 5_000; depth++) deep = { deep };
    expect(JSON.stringify(maskBody(deep).body).length).toBeLessThan(200);
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]));
    expect(Object.keys(maskBody(wide).body as object).length).toBeLessThan(500);
  });

  it('keeps values when asked to, within the same bounds', () => {
    expect(maskBody({ userName: 'ana@acme.example', n: 1 }, { plain: true }).body).toEqual({
      userName: 'ana@acme.example',
      n: 1,
    });
    expect(JSON.stringify(maskBody({ x: 'y'.repeat(100_000) }, { plain: true }).body).length).toBeLessThan(3_000);
  });

  it('has its own keys and nothing of the prototype', () => {
    const { body } = maskBody(JSON.parse('{"__proto__": {"a": "b"}, "constructor": "c"}') as Json);
    expect(Object.keys(body as object)).toEqual(['__proto__', 'constructor']);
  });

  it('never lets a text value through, wherever it stands', () => {
    const secret = 'Zebulon-Quastenflosser';
    const harmless = fc.constantFrom('userName', 'value', 'emails', 'x', 'display', 'path', 'op', 'type', 'name');
    const bodies = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constant(secret),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(harmless, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(bodies, (body) => {
        // A path is a word of the protocol; what is quoted in it is not.
        const shown = JSON.stringify(maskBody(body as Json).body, (key, value) => (key === 'path' ? undefined : value));
        expect(shown ?? '').not.toContain(secret);
      }),
    );
  });

  it('keeps the words of a query and masks what they are compared with', () => {
    expect(maskPath('/scim/v2/Users?filter=userName+eq+%22ana%40acme.example%22&startIndex=1&count=100')).toBe(
      `/scim/v2/Users?filter=userName eq "${TEXT}"&startIndex=1&count=100`,
    );
    expect(maskPath('/scim/v2/Groups?excludedAttributes=members&filter=displayName eq "Admins"')).toBe(
      `/scim/v2/Groups?excludedAttributes=members&filter=displayName eq "${TEXT}"`,
    );
    expect(
      maskPath("/scim/v2/Users?filter=userName eq bjensen and active eq true or nickName co 'B J' or n gt 4"),
    ).toBe(`/scim/v2/Users?filter=userName eq ${TEXT} and active eq true or nickName co ${TEXT} or n gt ${TEXT}`);
    expect(maskPath('/scim/v2/Users/ana%40acme.example?secret=1')).toBe(`/scim/v2/Users/${TEXT}?secret=${TEXT}`);
    expect(maskPath('/scim/v2?aadOptscim062020/Users')).toBe('/scim/v2?aadOptscim062020/Users');
    expect(maskPath('/scim/v2/Users?filter=%E0%A4%A')).toBe(`/scim/v2/Users?filter=${TEXT}`);
  });

  it('takes what was masked out of the sentence about it', () => {
    const { masked } = maskBody({ userName: 'Ana López', displayName: 'x' });
    expect(maskDetail('userName "Ana López" is taken by ana@acme.example', masked)).toBe(
      `userName "${TEXT}" is taken by ${TEXT}`,
    );
    const path = '/scim/v2/Users?filter=userName eq "Ana López" or';
    expect(maskDetail('Expected an attribute after "Ana López"', textsInQuery(path))).toBe(
      `Expected an attribute after "${TEXT}"`,
    );
  });

  it('holds nothing that a database cannot store', () => {
    expect(maskPath('/scim/v2/Users?filter=a eq "\ud800\0"', { plain: true })).not.toMatch(/[\0\p{Surrogate}]/u);
    expect(JSON.stringify(maskBody({ 'k\0': 'v\0' }, { plain: true }).body)).not.toContain('\\u0000');
  });
});
