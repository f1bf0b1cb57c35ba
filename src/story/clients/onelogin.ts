import type { Provider } from '../player/exchange.ts';
import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import {
  creates,
  deletes,
  ENTERPRISE,
  finds,
  GROUP,
  isGone,
  membersAre,
  patches,
  reads,
  replaces,
  USER,
} from '../rehearsal/requests.ts';
import { mailOf, queriedMailOf, refusesWrongToken, userOf } from './usual-client.ts';

/** OneLogin leaves a `&` or `?` at the end of what it asks for, and says nothing about itself. */
const onelogin: Provider = {
  name: 'onelogin',
  title: 'OneLogin',
  headers: { 'User-Agent': '' },
  contentType: 'application/scim+json',
  space: '+',
};

const test = finds('asks for a userName that nobody has', '/Users?filter=userName+eq+%22onelogin-probe-{{run}}%22&', 0);
const ole = (givenName: string, active: boolean) => ({
  schemas: [USER],
  userName: mailOf('ole'),
  name: { familyName: 'Dahl', givenName },
  emails: [{ value: mailOf('ole'), primary: true }],
  active,
});

/** Users by PUT, with addresses that end oddly; groups by PATCH. */
export const oneloginRehearsal: Rehearsal = {
  id: 'onelogin',
  provider: onelogin,
  behaviours: [
    { claim: 'the connection test with a trailing & gets an empty list', exchanges: [test] },
    refusesWrongToken(test),
    {
      claim: 'a user in the URNs of the default template, with nulls, can be created',
      exchanges: [
        creates(
          'creates the user',
          '/Users',
          {
            ...userOf(['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0'], 'oda', [
              'Oda',
              'Lund',
            ]),
            title: null,
            'urn:scim:schemas:extension:enterprise:2.0': { department: 'Dock', manager: null },
          },
          'oda',
        ),
        reads('reads the user', '/Users/{{oda}}?', {
          'name.givenName': 'Oda',
          [`[${ENTERPRISE}].department`]: 'Dock',
        }),
      ],
      keep: { oda: 'oda' },
    },
    {
      claim: 'an e-mail without a type, and one that is no list, are taken',
      exchanges: [
        creates('creates a user whose e-mail has no type', '/Users', ole('Ole', true), 'ole'),
        creates(
          'creates a user whose e-mail is an object',
          '/Users',
          { ...userOf([USER], 'ona', ['Ona', 'Berg']), emails: { value: mailOf('ona'), type: 'work', primary: true } },
          'ona',
          { 'emails.*.value': [mailOf('ona')] },
        ),
      ],
      keep: { ole: 'ole' },
    },
    {
      claim: 'a user is found and replaced, with a trailing ?',
      exchanges: [
        finds('looks for the user', `/Users?filter=userName+eq+%22${queriedMailOf('ole')}%22&`, 1, {
          'Resources.0.id': '{{ole}}',
        }),
        replaces('replaces the user', '/Users/{{ole}}?', ole('Olaf', true), { 'name.givenName': 'Olaf', active: true }),
      ],
    },
    {
      claim: 'PUT active: false suspends',
      exchanges: [
        replaces('suspends the user', '/Users/{{ole}}?', ole('Olaf', false), { active: false }),
        reads('reads the user', '/Users/{{ole}}?', { active: false }),
      ],
    },
    {
      claim: 'groups are listed, created and given members by PATCH',
      exchanges: [
        reads('lists the groups', '/Groups?', someList),
        creates('creates the group', '/Groups?', { schemas: [GROUP], displayName: 'Rehearsal {{run}}' }, 'theGroup'),
        patches('adds members', '/Groups/{{theGroup}}?', [
          { op: 'add', path: 'members', value: [{ value: '{{oda}}' }, { value: '{{ole}}' }] },
        ]),
        membersAre('{{oda}}', '{{ole}}'),
        patches('removes a member', '/Groups/{{theGroup}}?', [{ op: 'remove', path: 'members[value eq "{{ole}}"]' }]),
        membersAre('{{oda}}'),
      ],
    },
    {
      claim: 'a user whose app is removed is deleted, and gone',
      exchanges: [deletes('deletes the user', '/Users/{{ole}}?'), isGone('reads the deleted user', '/Users/{{ole}}?')],
    },
  ],
};
