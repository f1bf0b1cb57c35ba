import { describe, expect, it } from '@jest/globals';
import type { Matcher } from './exchange.ts';
import { mismatches, valueAt } from './match-answer.ts';

const USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const body = {
  userName: 'Ana@acme.example',
  name: { givenName: 'Ana' },
  members: [{ value: 'b' }, { value: 'a' }],
  empty: [],
  totalResults: 2,
  [USER]: { department: 'Design' },
};

describe('a path in an answer', () => {
  it('leads through objects, lists and names with points in them', () => {
    expect(valueAt(body, 'name.givenName')).toBe('Ana');
    expect(valueAt(body, 'members.1.value')).toBe('a');
    expect(valueAt(body, 'members.*.value')).toEqual(['b', 'a']);
    expect(valueAt(body, `[${USER}].department`)).toBe('Design');
    expect(valueAt(body, 'nothing.there')).toBeUndefined();
    expect(valueAt('text', 'length.x')).toBeUndefined();
  });
});

describe('an expectation', () => {
  const complaints = (path: string, matcher: Matcher, variables = {}) =>
    mismatches({ status: [200], body: { [path]: matcher } }, { status: 200, body }, variables);

  it.each<[string, Matcher]>([
    ['totalResults', 2],
    ['userName', { $ignoringCase: 'ana@ACME.example' }],
    ['userName', { $text: true }],
    ['nothing', { $exists: false }],
    ['empty', { $exists: false }],
    ['name', { $exists: true }],
    ['members.*.value', { $sameMembers: ['a', 'b'] }],
    ['members', { $count: 2 }],
    ['totalResults', { $atLeast: 1 }],
    ['totalResults', { $oneOf: ['2', 2] }],
  ])('%s %j is met', (path, matcher) => {
    expect(complaints(path, matcher)).toEqual([]);
  });

  it.each<[string, Matcher, string]>([
    ['totalResults', '2', 'totalResults is 2, not "2"'],
    ['userName', { $ignoringCase: 'ben' }, 'userName is "Ana@acme.example", not "ben"'],
    ['name', { $exists: false }, 'name should not be there: {"givenName":"Ana"}'],
    ['nothing', { $exists: true }, 'nothing is missing'],
    ['members.*.value', { $sameMembers: ['a'] }, 'members.*.value is ["a","b"], not ["a"] in any order'],
    ['members', { $count: 3 }, 'members has 2 elements, not 3'],
    ['totalResults', { $atLeast: 3 }, 'totalResults is 2, below 3'],
  ])('%s %j is not met, and says what is there', (path, matcher, complaint) => {
    expect(complaints(path, matcher)).toEqual([complaint]);
  });

  it('holds variables', () => {
    expect(complaints('members.*.value', { $sameMembers: '{{ids}}' }, { ids: ['b', 'a'] })).toEqual([]);
    expect(complaints('userName', '{{person.email}}', { person: { email: 'Ana@acme.example' } })).toEqual([]);
  });

  it('is about the status first, and quotes what the server said', () => {
    const answer = { status: 409, body: { detail: 'The name is taken' } };
    expect(mismatches({ status: [200, 204], body: { id: 1 } }, answer, {})).toEqual([
      'answered 409 (The name is taken), not 200 or 204',
    ]);
    expect(mismatches({ status: [204], body: { id: 1 } }, { status: 204, body: undefined }, {})).toEqual([]);
  });
});
