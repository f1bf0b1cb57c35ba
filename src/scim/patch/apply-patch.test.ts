import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { ScimError } from '../errors/scim-error.ts';
import { FilterError } from '../filter/filter-error.ts';
import type { CanonicalResource } from '../resource/read-resource.ts';
import { userType } from '../schema/resource-types.ts';
import { applyPatch } from './apply-patch.ts';
import { parsePatchRequest } from './parse-patch-request.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: Json;
}

const ana: CanonicalResource = {
  userName: 'ana',
  active: true,
  title: 'Nurse',
  name: { givenName: 'Ana', familyName: 'Silva' },
  emails: [
    { value: 'ana@work.example', type: 'work', primary: true },
    { value: 'ana@home.example', type: 'home' },
  ],
  [ENTERPRISE]: { department: 'Care', manager: { value: 'boss', $ref: '../Users/boss' } },
};

const apply = (operations: readonly Operation[], before = ana, replaceCreatesElement = false) =>
  applyPatch(before, parsePatchRequest(userType, { Operations: operations as unknown as Json }), {
    replaceCreatesElement,
  });

const patch = (op: string, path: string | undefined, value?: Json) =>
  apply([{ op, ...(path !== undefined && { path }), ...(value !== undefined && { value }) }]);

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof FilterError ? 'invalidFilter' : (error as ScimError).scimType;
  }
  return 'accepted';
};

describe('applyPatch', () => {
  it('leaves the resource it is given alone', () => {
    const before = structuredClone(ana);
    apply([
      { op: 'add', path: 'emails', value: [{ value: 'x', primary: true }] },
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'y' },
      { op: 'remove', path: 'name' },
    ]);
    expect(ana).toEqual(before);
  });

  it('sets, replaces and removes single values', () => {
    expect(patch('Add', 'nickName', 'Oz').nickName).toBe('Oz');
    expect(patch('REPLACE', 'TITLE', 'Chief').title).toBe('Chief');
    expect(patch('remove', 'title')).not.toHaveProperty('title');
    expect(patch('replace', 'title', null)).not.toHaveProperty('title');
    expect(patch('add', 'title', null).title).toBe('Nurse');
  });

  it('merges complex values, and removes their parts', () => {
    expect(patch('replace', 'name', { givenName: 'Bea' }).name).toEqual({ givenName: 'Bea', familyName: 'Silva' });
    expect(patch('add', 'name.middleName', 'M').name).toEqual({ ...(ana.name as object), middleName: 'M' });
    expect(patch('remove', 'name.givenName').name).toEqual({ familyName: 'Silva' });
    expect(patch('replace', 'name', { givenName: null }).name).toEqual({ familyName: 'Silva' });
    expect(patch('remove', 'name')).not.toHaveProperty('name');
  });

  it('takes a value without a path apart: dotted, qualified and extension keys', () => {
    const patched = patch('replace', undefined, {
      id: 'x',
      schemas: ['x'],
      meta: { version: 'x' },
      nope: 1,
      displayName: 'Omar',
      'name.givenName': 'Oumar',
      [`${ENTERPRISE}:employeeNumber`]: '8812',
      [ENTERPRISE]: { costCenter: '7' },
      'emails[type eq "work"].value': 'omar@work.example',
    });
    expect(patched).toEqual({
      ...ana,
      displayName: 'Omar',
      name: { givenName: 'Oumar', familyName: 'Silva' },
      emails: [{ value: 'omar@work.example', type: 'work', primary: true }, (ana.emails as Json[])[1]],
      [ENTERPRISE]: { ...(ana[ENTERPRISE] as object), employeeNumber: '8812', costCenter: '7' },
    });
  });

  it.each<[Json]>([['boss2'], [{ value: 'boss2' }], [[{ value: 'boss2' }]]])('takes a manager given as %j', (value) => {
    for (const path of [`${ENTERPRISE}:manager`, `${ENTERPRISE}.manager`, 'manager']) {
      expect(patch('Replace', path, value)[ENTERPRISE]).toEqual({ department: 'Care', manager: { value: 'boss2' } });
    }
  });

  it('removes a manager given as "", and an extension that has nothing left', () => {
    expect(patch('replace', 'manager', '')[ENTERPRISE]).toEqual({ department: 'Care' });
    expect(patch('remove', ENTERPRISE)).not.toHaveProperty(ENTERPRISE);
  });

  it('adds each value once', () => {
    const known = [{ value: 'ANA@work.example', type: 'Work' }, { value: 'ana@home.example' }];
    expect((patch('add', 'emails', known).emails as Json[]).map((email) => (email as { value: string }).value)).toEqual(
      ['ana@work.example', 'ana@home.example'],
    );
    expect(patch('add', 'emails', { value: 'new@x.example' }).emails).toHaveLength(3);
  });

  it('takes primary from the others', () => {
    const patched = apply([{ op: 'add', path: 'emails', value: [{ value: 'new', primary: true }] }]);
    expect((patched.emails as { primary?: boolean }[]).map((email) => email.primary === true)).toEqual([
      false,
      false,
      true,
    ]);
    const moved = patch('replace', 'emails[type eq "home"].primary', 'True');
    expect((moved.emails as { primary?: boolean }[]).map((email) => email.primary)).toEqual([false, true]);
  });

  it('replaces, removes and edits the values a filter selects', () => {
    const home = (ana.emails as Json[])[1] as Json;
    expect(patch('replace', 'emails[type eq "work"]', { value: 'n' }).emails).toEqual([{ value: 'n' }, home]);
    expect(patch('remove', 'emails[type eq "WORK"]').emails).toEqual([home]);
    expect(patch('remove', 'emails[type eq "work"].primary').emails).toEqual([
      { value: 'ana@work.example', type: 'work' },
      home,
    ]);
    expect(patch('remove', 'emails[value ew ".example"]')).not.toHaveProperty('emails');
    expect(patch('remove', 'emails[type eq "other"]')).toEqual(ana);
  });

  it('removes the values a list names, and all without one', () => {
    expect(patch('remove', 'emails', [{ value: 'ana@work.example' }]).emails).toEqual([(ana.emails as Json[])[1]]);
    expect(patch('remove', 'emails', [])).toEqual(ana);
    expect(patch('remove', 'emails')).not.toHaveProperty('emails');
  });

  it('makes the value a filter describes: always on add, on replace only for clients that expect it', () => {
    const path = 'phoneNumbers[type eq "mobile"].value';
    const made = [{ type: 'mobile', value: '+1' }];
    expect(patch('add', path, '+1').phoneNumbers).toEqual(made);
    expect(apply([{ op: 'Replace', path, value: '+1' }], ana, true).phoneNumbers).toEqual(made);
    expect(refusal(() => patch('replace', path, '+1'))).toBe('noTarget');
    expect(refusal(() => patch('add', 'phoneNumbers[type sw "m"].value', '+1'))).toBe('noTarget');
  });

  it('changes nothing by what is so already', () => {
    const same = apply([
      { op: 'replace', path: 'active', value: 'True' },
      { op: 'add', path: 'emails', value: [{ value: 'ana@work.example', type: 'work' }] },
      { op: 'replace', value: { title: 'Nurse', password: 'dropped' } },
      { op: 'remove', path: 'nickName' },
      { op: 'add', path: 'name', value: {} },
    ]);
    expect(same).toEqual(ana);
  });

  it.each<[string, string | undefined, Json | undefined, string]>([
    ['move', 'title', 'x', 'invalidSyntax'],
    ['remove', undefined, undefined, 'noTarget'],
    ['replace', 'title', undefined, 'invalidValue'],
    ['replace', undefined, 'x', 'invalidValue'],
    ['replace', 'nope', 'x', 'invalidPath'],
    ['replace', 'title.nope', 'x', 'invalidPath'],
    ['replace', 'title[value eq "x"]', 'x', 'invalidPath'],
    ['replace', 'emails[type eq "work"].nope', 'x', 'invalidPath'],
    ['replace', 'emails[type eq "work"]value', 'x', 'invalidPath'],
    ['replace', 'emails[type eq]', 'x', 'invalidFilter'],
    ['replace', 'emails[nope eq "x"]', 'x', 'invalidFilter'],
    ['replace', 'emails[type eq "work"', 'x', 'invalidFilter'],
    ['replace', 'id', 'x', 'mutability'],
    ['replace', 'groups', [], 'mutability'],
    ['replace', 'meta.version', 'x', 'mutability'],
    ['replace', 'manager.displayName', 'x', 'mutability'],
    ['remove', 'userName', undefined, 'mutability'],
    ['replace', 'userName', null, 'mutability'],
    ['replace', 'userName', ' ', 'invalidValue'],
    ['replace', 'active', 'perhaps', 'invalidValue'],
    ['replace', 'emails', 5, 'invalidValue'],
    ['replace', 'password', {}, 'invalidValue'],
  ])('refuses %s %s %j', (op, path, value, scimType) => {
    expect(refusal(() => patch(op, path, value))).toBe(scimType);
  });

  it('refuses what is no PatchOp message', () => {
    for (const body of [null, [], 'x', {}, { Operations: [] }, { Operations: {} }, { Operations: [5] }] as Json[]) {
      expect(refusal(() => parsePatchRequest(userType, body))).toBe('invalidSyntax');
    }
  });

  it('takes 2,000 operations at once and refuses more', () => {
    const operations = (length: number) => Array.from({ length }, () => ({ op: 'add', path: 'title', value: 'x' }));
    expect(parsePatchRequest(userType, { Operations: operations(2000) })).toHaveLength(2000);
    expect(() => parsePatchRequest(userType, { Operations: operations(2001) })).toThrow(
      expect.objectContaining({
        status: 413,
        message: expect.stringContaining('at most 2000 at once'),
      }) as unknown as Error,
    );
  });

  it('accepts message members in any case', () => {
    const operations = parsePatchRequest(userType, { operations: [{ OP: 'add', Path: 'title', Value: 'x' }] });
    expect(applyPatch(ana, operations, { replaceCreatesElement: false }).title).toBe('x');
  });

  it('stops work that multiplies, instead of blocking everybody', () => {
    const emails = Array.from({ length: 5000 }, (_, index) => ({ value: `a${index}` }));
    const operations = Array.from({ length: 2000 }, (_, index) => ({
      op: 'remove',
      path: `emails[value eq "b${index}" or value eq "c"]`,
    }));
    expect(() => apply(operations, { userName: 'ana', emails })).toThrow(
      expect.objectContaining({ status: 413 }) as unknown as ScimError,
    );
  });

  it('applies one list of many values at once', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ value: `a${index}`, type: 'work' }));
    const twice = apply([
      { op: 'add', path: 'emails', value: many },
      { op: 'add', path: 'emails', value: many },
    ]);
    expect(twice.emails).toHaveLength(20_002);
  });
});
