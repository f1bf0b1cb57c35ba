import type { Exchange, Provider, Template } from '../player/exchange.ts';
import type { Behaviour } from '../rehearsal/behaviour.ts';
import { creates, GROUP, membersAre, patches, withWrongToken } from '../rehearsal/requests.ts';

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

/** How most clients speak: application/scim+json, spaces as %20. What a client does differently is given. */
export const usualClient = (name: string, title: string, headers: Provider['headers'] = {}): Provider => ({
  name,
  title,
  headers,
  contentType: 'application/scim+json',
  space: '%20',
});

export const ACCEPTS_SCIM = { Accept: 'application/scim+json' };

export const refusesWrongToken = (request: Exchange): Behaviour => ({
  claim: 'a wrong token gets 401',
  exchanges: [withWrongToken(request)],
});

/** Creates a group, kept as `theGroup`, and puts a member in and out again by PATCH. */
export const groupWithMember = (id: string): readonly Exchange[] => [
  creates('creates the group', '/Groups', { schemas: [GROUP], displayName: 'Rehearsal {{run}}' }, 'theGroup'),
  patches('adds a member', '/Groups/{{theGroup}}', [{ op: 'add', path: 'members', value: [{ value: id }] }]),
  membersAre(id),
  patches('removes the member', '/Groups/{{theGroup}}', [{ op: 'remove', path: `members[value eq "${id}"]` }]),
  membersAre(),
];
