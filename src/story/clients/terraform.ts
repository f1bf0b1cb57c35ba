import type { Exchange, Provider } from '../player/exchange.ts';
import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import { creates, deletes, finds, isGone, patches, reads, USER } from '../rehearsal/requests.ts';
import { mailOf, queriedMailOf, refusesWrongToken } from './usual-client.ts';

/** A Terraform provider for SCIM: a program in Go that sends every field it has, empty or not. */
const terraform: Provider = {
  name: 'terraform',
  title: 'Terraform (aws-sso-scim provider)',
  headers: { 'User-Agent': 'Go-http-client/1.1', Accept: 'application/json' },
  contentType: 'application/json',
  space: '+',
};

const nothing = {
  id: '',
  meta: { resourceType: '', created: '0001-01-01T00:00:00Z', lastModified: '0001-01-01T00:00:00Z' },
};
const members = (op: string): Exchange =>
  patches(`${op === 'add' ? 'adds' : 'removes'} a member by a value list`, '/Groups/{{theGroup}}', [
    { op, value: [{ value: '{{tera}}' }], path: 'members' },
  ]);
const isMember = (count: number): Exchange =>
  finds('refreshes the membership', '/Groups?filter=id+eq+%22{{theGroup}}%22+and+members+eq+%22{{tera}}%22', count);

/** Empty ids, times before time, no schemas: what is not a value must not be taken for one. */
export const terraformRehearsal: Rehearsal = {
  id: 'terraform',
  provider: terraform,
  behaviours: [
    refusesWrongToken(reads('lists the users', '/Users?startIndex=1&count=1', someList)),
    {
      claim: 'an empty id and a time before time are passed over',
      exchanges: [
        creates(
          'creates the user',
          '/Users',
          {
            ...nothing,
            schemas: [USER],
            userName: mailOf('tera'),
            name: { familyName: 'Form', givenName: 'Tera' },
            displayName: 'Tera Form',
            active: true,
            emails: [{ value: mailOf('tera'), type: 'work', primary: true }],
          },
          'tera',
          { 'meta.created': { $not: '0001-01-01T00:00:00Z' } },
        ),
      ],
      keep: { tera: 'tera' },
    },
    {
      claim: 'the data source finds the user',
      exchanges: [finds('looks for the user', `/Users?filter=userName+eq+%22${queriedMailOf('tera')}%22`, 1)],
    },
    {
      claim: 'a group without any schemas can be created',
      exchanges: [
        creates('creates the group', '/Groups', { ...nothing, displayName: 'rehearsal-{{run}}' }, 'theGroup'),
      ],
      keep: { theGroup: 'theGroup' },
    },
    {
      claim: 'a membership is made, refreshed and taken away',
      exchanges: [members('add'), isMember(1), members('remove'), isMember(0)],
    },
    {
      claim: 'a group is renamed',
      exchanges: [
        patches('renames the group', '/Groups/{{theGroup}}', [
          { op: 'replace', value: 'renamed-{{run}}', path: 'displayName' },
        ]),
        reads('refreshes the group', '/Groups/{{theGroup}}', { displayName: 'renamed-{{run}}' }),
      ],
    },
    {
      claim: 'what is destroyed is gone',
      exchanges: [
        deletes('destroys the group', '/Groups/{{theGroup}}'),
        deletes('destroys the user', '/Users/{{tera}}'),
        isGone('refreshes the user', '/Users/{{tera}}'),
      ],
    },
  ],
};
