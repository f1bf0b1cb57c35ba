import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { ScimError } from '../errors/scim-error.ts';
import { groupType, userType } from '../schema/resource-types.ts';
import { readResource } from './read-resource.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const read = (body: Json) => readResource(userType, body);
const user = (attributes: { [key: string]: Json }) => read({ userName: 'ana', ...attributes });

describe('readResource', () => {
  it('writes names as the schema does, whatever their case, and passes over what it does not know', () => {
    expect(read({ USERNAME: 'ana', Name: { GIVENNAME: 'Ana', nope: 1 }, nope: 2, constructor: 3 })).toEqual({
      userName: 'ana',
      name: { givenName: 'Ana' },
    });
  });

  it('leaves out what clients cannot set', () => {
    expect(user({ id: '', meta: 'x', groups: 7, schemas: 5, password: 'secret', members: [] })).toEqual({
      userName: 'ana',
    });
  });

  it('takes null, empty lists and empty objects for unset', () => {
    expect(user({ title: null, emails: [], phoneNumbers: [null, {}], name: { givenName: null } })).toEqual({
      userName: 'ana',
    });
  });

  it('accepts dotted and qualified names and extensions under older URNs', () => {
    expect(
      user({
        'name.givenName': 'Ana',
        [`${ENTERPRISE}:department`]: 'Care',
        'urn:scim:schemas:extension:enterprise:2.0': { costCenter: '7', manager: null },
        'urn:scim:schemas:core:2.0': { title: 'Nurse' },
      }),
    ).toEqual({
      userName: 'ana',
      name: { givenName: 'Ana' },
      title: 'Nurse',
      [ENTERPRISE]: { department: 'Care', costCenter: '7' },
    });
  });

  it.each<[Json, Json]>([
    ['boss', { value: 'boss' }],
    [{ value: 'boss', displayName: 'read-only' }, { value: 'boss' }],
    [[{ value: 'boss', $ref: '../Users/boss' }], { value: 'boss', $ref: '../Users/boss' }],
  ])('reads a manager given as %j', (manager, expected) => {
    expect(user({ [ENTERPRISE]: { manager } })[ENTERPRISE]).toEqual({ manager: expected });
  });

  it('reads no manager from ""', () => {
    expect(user({ [ENTERPRISE]: { manager: '', department: 'Care' } })[ENTERPRISE]).toEqual({ department: 'Care' });
  });

  it('reads booleans and numbers in the forms clients send them', () => {
    expect(user({ active: 'False', [ENTERPRISE]: { employeeNumber: 4711 } })).toEqual({
      userName: 'ana',
      active: false,
      [ENTERPRISE]: { employeeNumber: '4711' },
    });
  });

  it('reads lists given as one value or as bare texts', () => {
    expect(user({ emails: { value: 'a@b.example', primary: 'True' }, roles: ['admin', 'admin'] })).toEqual({
      userName: 'ana',
      emails: [{ value: 'a@b.example', primary: true }],
      roles: [{ value: 'admin' }],
    });
  });

  it('keeps one primary value', () => {
    const emails = [
      { value: 'a', primary: true },
      { value: 'b', primary: true },
      { value: 'a', primary: true },
    ];
    expect(user({ emails }).emails).toEqual([
      { value: 'a', primary: true },
      { value: 'b', primary: false },
    ]);
  });

  it.each<[Json, string]>([
    [[], 'must be a JSON object'],
    [null, 'must be a JSON object'],
    [{}, 'userName is required'],
    [{ userName: ' ' }, 'userName is required'],
    [{ userName: ['a'] }, 'userName must be text, not a list'],
    [{ userName: 'a', active: 'perhaps' }, 'active must be true or false, not "perhaps"'],
    [{ userName: 'a', name: 'Ana' }, 'name'],
    [{ userName: 'a', emails: [5] }, 'emails must be an object, not 5'],
    [{ userName: 'a', emails: [{ value: {} }] }, 'emails.value must be text, not an object'],
    [{ userName: 'a', password: {} }, 'password must be text'],
    [{ userName: 'a', x509Certificates: [{ value: 'ü' }] }, 'x509Certificates.value must be base64'],
    [{ userName: 'a', [ENTERPRISE]: 'x' }, 'must be an object'],
  ])('refuses %j', (body, problem) => {
    expect(() => read(body)).toThrow(problem);
  });

  it('reads groups apart from their members', () => {
    expect(readResource(groupType, { displayName: 'A', members: 5, Members: 6 }, 'members')).toEqual({
      displayName: 'A',
    });
  });

  it('never reaches a prototype, and answers any JSON with a resource or a ScimError', () => {
    const key = fc.constantFrom(
      '__proto__',
      'constructor',
      'userName',
      'emails',
      'name',
      ENTERPRISE,
      'manager',
      'value',
    );
    const { json } = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<Json>(null, true, 'x', '', 5),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries) as Json),
      ) as fc.Arbitrary<Json>,
    }));
    fc.assert(
      fc.property(json, (body) => {
        try {
          const resource = read(body);
          expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
          expect(JSON.parse(JSON.stringify(resource))).toEqual(resource);
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError);
        }
        expect(({} as { value?: unknown }).value).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('reads again what it has read as the same', () => {
    const first = user({ emails: [{ value: 'a', type: 'work' }], [ENTERPRISE]: { manager: 'x' }, active: 'True' });
    expect(read(first)).toEqual(first);
  });
});
