import { describe, expect, it } from '@jest/globals';
import { OauthError } from './oauth-error.ts';
import { readClientCredentials } from './read-client-credentials.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const form = (fields: Record<string, string>) => new Map(Object.entries(fields));
const refusal = (header: string | undefined, fields: Record<string, string> = {}): unknown => {
  try {
    return readClientCredentials(header, form(fields));
  } catch (error) {
    return error instanceof OauthError ? error.code : error;
  }
};

describe('client credentials', () => {
  it('come by HTTP Basic, form-urlencoded in both halves (RFC 6749 §2.3.1)', () => {
    const expected = { clientId: 'a client:1', clientSecret: 'p%ss word:é' };
    const header = basic('a+client%3A1:p%25ss%20word%3A%C3%A9');
    expect(readClientCredentials(header, form({}))).toEqual(expected);
    expect(readClientCredentials(header.replace('Basic', 'bASIC'), form({}))).toEqual(expected);
    expect(readClientCredentials(basic('id:se:cret'), form({}))).toEqual({ clientId: 'id', clientSecret: 'se:cret' });
  });

  it('come in the body', () => {
    const fields = { client_id: 'id', client_secret: 'secret' };
    expect(readClientCredentials(undefined, form(fields))).toEqual({ clientId: 'id', clientSecret: 'secret' });
  });

  it('may name the same client in the body beside HTTP Basic, and no other', () => {
    expect(readClientCredentials(basic('id:s'), form({ client_id: 'id' }))).toMatchObject({ clientId: 'id' });
    expect(refusal(basic('id:s'), { client_id: 'other' })).toBe('invalid_request');
    expect(refusal(basic('id:s'), { client_id: 'id', client_secret: 's' })).toBe('invalid_request');
  });

  it.each([
    [undefined],
    [''],
    ['Bearer abc'],
    ['Basic'],
    ['Basic !!!'],
    [basic('')],
    [basic('no-colon')],
    [basic(':secret')],
    [basic('id:')],
    [basic('id:%zz')],
    [basic('id:%ff')],
    [`Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64')}`],
    [`Basic ${'A'.repeat(100_000)}`],
  ])('of no use are an unknown client: %s', (header) => expect(refusal(header)).toBe('invalid_client'));
});
