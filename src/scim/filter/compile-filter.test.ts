import { describe, expect, it } from '@jest/globals';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { userType } from '../schema/resource-types.ts';
import { compileFilter } from './compile-filter.ts';
import { documentStorage } from './document-storage.ts';
import { parseFilter } from './parse-filter.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const storage = documentStorage<DirectoryUser>({
  type: userType,
  fields: { id: 'id', userName: 'userName', externalId: 'externalId', active: 'active', 'meta.created': 'createdAt' },
  relations: new Map(),
});

const compile = (filter: string) => compileFilter(userType, storage, parseFilter(filter));

describe('compileFilter', () => {
  it('asks fields of their own by name, in any case and URN-qualified', () => {
    const condition = { op: 'eq', field: 'userName', value: 'Ana' };
    expect(compile('USERNAME eq "Ana"')).toEqual(condition);
    expect(compile('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "Ana"')).toEqual(condition);
  });

  it('keeps the case rule of the attribute', () => {
    expect(compile('externalId eq "X"')).toEqual({ op: 'eq', field: 'externalId', value: 'X', caseExact: true });
    expect(compile('title co "x"')).toEqual({ op: 'contains', field: ['attributes', 'title'], value: 'x' });
  });

  it('finds extension attributes below their URN, also by their short name', () => {
    const field = ['attributes', ENTERPRISE, 'manager', 'value'];
    expect(compile(`${ENTERPRISE}:manager.value eq "1"`)).toEqual({ op: 'eq', field, value: '1' });
    expect(compile(`${ENTERPRISE}.manager eq "1"`)).toEqual({ op: 'eq', field, value: '1' });
    expect(compile('manager eq "1"')).toEqual({ op: 'eq', field, value: '1' });
    expect(compile(`${ENTERPRISE} pr`)).toEqual({ op: 'present', field: ['attributes', ENTERPRISE] });
  });

  it('lets each term about a list find its own element, and terms in brackets share one', () => {
    const field = ['attributes', 'emails'];
    const type = { op: 'eq', field: ['type'], value: 'work' };
    const value = { op: 'startsWith', field: ['value'], value: 'a' };
    expect(compile('emails.type eq "work" and emails sw "a"')).toEqual({
      op: 'and',
      conditions: [
        { op: 'elementMatch', field, condition: type },
        { op: 'elementMatch', field, condition: value },
      ],
    });
    expect(compile('emails[type eq "work" and value sw "a"]')).toEqual({
      op: 'elementMatch',
      field,
      condition: { op: 'and', conditions: [type, value] },
    });
  });

  it('understands ne as not eq, and null as absence', () => {
    expect(compile('active ne true')).toEqual({ op: 'not', condition: { op: 'eq', field: 'active', value: true } });
    expect(compile('title eq null')).toEqual({
      op: 'not',
      condition: { op: 'present', field: ['attributes', 'title'] },
    });
  });

  it('brings dates into their stored form', () => {
    expect(compile('meta.created ge "2026-01-02T03:04:05+02:00"')).toEqual({
      op: 'gte',
      field: 'createdAt',
      value: '2026-01-02T01:04:05.000Z',
    });
  });

  it('takes string booleans (Entra)', () => {
    expect(compile('active eq "True"')).toEqual({ op: 'eq', field: 'active', value: true });
  });

  it('knows what is so for every user', () => {
    expect(compile('meta.resourceType eq "User"')).toBe(true);
    expect(compile('meta.resourceType eq "Group" and userName pr')).toBe(false);
    expect(compile('meta.resourceType eq "Group" or active eq true')).toEqual({
      op: 'eq',
      field: 'active',
      value: true,
    });
    expect(compile('not (id pr)')).toBe(false);
    expect(compile(`schemas eq "${ENTERPRISE}"`)).toEqual({ op: 'present', field: ['attributes', ENTERPRISE] });
  });

  it.each([
    ['nope eq "a"', 'has no attribute "nope"'],
    ['password eq "a"', 'cannot be filtered'],
    ['meta.version eq "a"', 'cannot be filtered'],
    ['groups pr', 'cannot be filtered'],
    ['active gt true', 'is a boolean'],
    ['active eq "perhaps"', 'is a boolean'],
    ['userName eq 5', 'is text'],
    ['name eq "a"', 'is complex'],
    ['addresses eq "a"', 'is complex'],
    ['meta.created gt "yesterday"', 'is a date'],
    ['title gt null', 'eq and ne only'],
    ['userName[value eq "a"]', 'neither several values nor sub-attributes'],
    ['emails[nope eq "a"]', 'no sub-attribute "nope"'],
    ['x509Certificates gt "a"', 'is binary'],
    ['userName eq "a\\u0000"', 'NUL'],
    ['userName eq "\\ud800"', 'Unicode'],
  ])('refuses %s', (filter, problem) => {
    expect(() => compile(filter)).toThrow(problem);
  });
});
