import { describe, expect, it } from '@jest/globals';
import { isSamePerson, linkingEmail } from './directory-user.ts';

const mail = (value: string, changes = {}) => ({ value, ...changes });

describe('linkingEmail', () => {
  it.each([
    [
      'the primary work address',
      [mail('a@x'), mail('w@x', { type: 'work' }), mail('p@x', { type: 'Work', primary: true })],
      'p@x',
    ],
    ['else a work address', [mail('h@x', { type: 'home', primary: true }), mail('w@x', { type: 'work' })], 'w@x'],
    ['else the primary one', [mail('a@x'), mail('h@x', { type: 'home', primary: true })], 'h@x'],
    ['else the first', [mail('a@x', { type: 'home' }), mail('b@x')], 'a@x'],
  ])('takes %s', (_rule, emails, expected) => {
    expect(linkingEmail('someone', { emails })).toBe(expected);
  });

  it('falls back to a userName that is an e-mail, folded and trimmed', () => {
    expect(linkingEmail(' Ana@Acme.Example ', {})).toBe('ana@acme.example');
  });

  it('passes over what is no address', () => {
    expect(linkingEmail('ana', { emails: [mail(''), mail('not an address'), { type: 'work' }, null] })).toBeUndefined();
    expect(linkingEmail('ana', { emails: 'ana@acme.example' })).toBeUndefined();
  });
});

describe('isSamePerson', () => {
  const person = { connectionId: 'okta', userId: 'u1', externalId: 'E1' };
  it.each([
    ['the same record, even under a new externalId', { id: 'u1', connectionId: 'okta', externalId: 'E9' }, true],
    ['a new record with the same externalId', { id: 'u2', connectionId: 'okta', externalId: 'E1' }, true],
    ['a new record with another externalId', { id: 'u2', connectionId: 'okta', externalId: 'E2' }, false],
    ['the same externalId over another connection', { id: 'u2', connectionId: 'entra', externalId: 'E1' }, false],
  ])('%s', (_case, user, same) => expect(isSamePerson(person, user)).toBe(same));

  it('does not take two missing externalIds for one person', () => {
    expect(isSamePerson({ connectionId: 'okta', userId: 'u1' }, { id: 'u2', connectionId: 'okta' })).toBe(false);
  });
});
