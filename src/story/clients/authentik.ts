import { type Rehearsal, scimError, someList } from '../rehearsal/behaviour.ts';
import {
  creates,
  deletes,
  finds,
  GROUP,
  isGone,
  membersAre,
  patches,
  reads,
  replaces,
  USER,
} from '../rehearsal/requests.ts';
import { refusesWrongToken, usualClient } from './usual-client.ts';

/** authentik says that everything is SCIM, also what has no body. */
const authentik = usualClient('authentik', 'authentik', {
  'User-Agent': 'authentik@2024.12.3',
  Accept: 'application/scim+json',
  'Content-Type': 'application/scim+json',
});

const user = (name: string, displayName: string) => ({
  schemas: [USER],
  userName: `${name}-{{run}}`,
  name: { formatted: 'Ari Vale', givenName: 'Ari', familyName: 'Vale' },
  displayName,
  active: true,
  emails: [{ value: `${name}-{{run}}@rehearsal.example`, type: 'other', primary: true }],
  externalId: `ak-{{run}}-${name}`,
});
const config = reads('asks what the server supports', '/ServiceProviderConfig', {
  'patch.supported': true,
  'filter.supported': true,
  'bulk.maxOperations': { $atLeast: 0 },
  'changePassword.supported': { $oneOf: [true, false] },
  'sort.supported': { $oneOf: [true, false] },
  authenticationSchemes: { $exists: true },
});
const empties = (step: string, operation: { readonly path: string; readonly value?: null | readonly object[] }) =>
  patches(step, '/Groups/{{theGroup}}', [{ op: 'remove', ...operation }] as never);

/** Creates first and looks for what is there after a 409; groups by PATCH, users by PUT. */
export const authentikRehearsal: Rehearsal = {
  id: 'authentik',
  provider: authentik,
  behaviours: [
    { claim: 'ServiceProviderConfig is complete, with a numeric bulk.maxOperations', exchanges: [config] },
    { claim: 'users are listed', exchanges: [reads('lists the users', '/Users', someList)] },
    refusesWrongToken(reads('lists the users', '/Users')),
    {
      claim: 'users with an e-mail of type “other” can be created',
      exchanges: [
        creates('creates a user', '/Users', user('ari', 'Ari Vale'), 'ari', { 'emails.0.type': 'other' }),
        creates('creates another', '/Users', user('asa', 'Asa Vale'), 'asa'),
      ],
      keep: { ari: 'ari', asa: 'asa' },
    },
    {
      claim: 'who is there already gets 409, and is then found by userName',
      exchanges: [
        {
          step: 'creates the user again',
          method: 'POST',
          path: '/Users',
          body: user('ari', 'Ari Vale'),
          expect: { status: [409], body: scimError(409) },
        },
        finds('looks for the user', '/Users?filter=userName%20eq%20%22ari-{{run}}%22', 1, {
          'Resources.0.id': '{{ari}}',
        }),
      ],
    },
    {
      claim: 'PUT replaces a user',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{ari}}',
          { ...user('ari', 'Ari V.'), id: '{{ari}}' },
          {
            displayName: 'Ari V.',
          },
        ),
      ],
    },
    {
      claim: 'a group is created, and gets one add operation per member',
      exchanges: [
        creates('creates the group', '/Groups', newGroup('Rehearsal {{run}}'), 'theGroup'),
        patches('adds two members', '/Groups/{{theGroup}}', [
          { op: 'add', path: 'members', value: [{ value: '{{ari}}' }] },
          { op: 'add', path: 'members', value: [{ value: '{{asa}}' }] },
        ]),
        membersAre('{{ari}}', '{{asa}}'),
      ],
      keep: { theGroup: 'theGroup' },
    },
    {
      claim: 'replacing a group without a path touches only what is in the value',
      exchanges: [
        patches('replaces the group', '/Groups/{{theGroup}}', [
          { op: 'replace', value: { ...newGroup('Renamed {{run}}'), id: '{{theGroup}}' } },
        ]),
        reads('reads the group', '/Groups/{{theGroup}}', { displayName: 'Renamed {{run}}' }),
        membersAre('{{ari}}', '{{asa}}'),
      ],
    },
    {
      claim: 'members are removed by filter, by value array, and by filter with a null value',
      exchanges: [
        empties('removes one by filter', { path: 'members[value eq "{{ari}}"]' }),
        membersAre('{{asa}}'),
        empties('removes the other by value array', { path: 'members', value: [{ value: '{{asa}}' }] }),
        empties('removes it again with a null value', { path: 'members[value eq "{{asa}}"]', value: null }),
        reads('reads the empty group', '/Groups/{{theGroup}}', { members: { $exists: false } }),
      ],
    },
    {
      claim: 'what is deleted is gone, and a second DELETE gets 404',
      exchanges: [
        deletes('deletes the group', '/Groups/{{theGroup}}'),
        deletes('deletes the user', '/Users/{{ari}}'),
        { ...isGone('deletes the user again', '/Users/{{ari}}'), method: 'DELETE' },
      ],
    },
  ],
};

function newGroup(displayName: string) {
  return { schemas: [GROUP], externalId: 'ak-{{run}}-group', displayName };
}
