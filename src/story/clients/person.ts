import type { Template } from '../player/exchange.ts';

type Object = { readonly [key: string]: Template };

/** Where a person's e-mail is, new in each run. */
export const mailOf = (name: string): string => `${name}.{{run}}@rehearsal.example`;
/** The same in a query. */
export const queriedMailOf = (name: string): string => `${name}.{{run}}%40rehearsal.example`;

/** A user with a work e-mail, as most clients write one; what a client does differently is given. */
export const userOf = (
  schemas: readonly string[],
  name: string,
  [given, family]: readonly [string, string],
): Object => ({
  schemas,
  userName: mailOf(name),
  name: { givenName: given, familyName: family },
  emails: [{ value: mailOf(name), type: 'work', primary: true }],
});
