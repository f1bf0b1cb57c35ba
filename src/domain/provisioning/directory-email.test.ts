import { describe, expect, it } from '@jest/globals';
import { emailKey, emailKeys } from './directory-email.ts';

describe('what a directory user is found by', () => {
  it('is every address, folded, once', () => {
    const emails = [
      { value: 'Ana@Acme.example', type: 'work', primary: true },
      { value: 'ana@acme.EXAMPLE', type: 'home' },
      { value: 'Ána@acme.example' },
    ];
    expect(emailKeys({ emails })).toEqual(['ana@acme.example', 'ána@acme.example']);
  });

  it('keeps what is no address, as filters ask for it too', () => {
    expect(emailKeys({ emails: [{ value: ' not an address ' }] })).toEqual([' not an address ']);
  });

  it('leaves out what is no text, empty or too long to look up', () => {
    expect(
      emailKeys({ emails: [{ type: 'work' }, { value: 5 }, { value: '' }, { value: 'x'.repeat(321) }, 'a@b'] }),
    ).toEqual([]);
    expect(emailKeys({})).toEqual([]);
    expect(emailKey('é'.repeat(160))).toBeDefined();
    expect(emailKey('é'.repeat(161))).toBeUndefined();
  });
});
