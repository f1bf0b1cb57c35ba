import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
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
import { ACCEPTS_SCIM, queriedMailOf, refusesWrongToken, userOf, usualClient } from './usual-client.ts';

/** PingOne and the SCIM Provisioner of PingFederate. */
const ping = usualClient('ping', 'Ping (PingOne, PingFederate)', ACCEPTS_SCIM);

const pia = (title: string, active: boolean) => ({
  ...userOf([USER], 'pia', ['Pia', 'Lang']),
  title,
  active,
});
const byName = finds('looks for the userName', `/Users?filter=userName%20eq%20%22${queriedMailOf('pia')}%22`, 0);
const member = (op: string) => [{ op, path: 'members', value: [{ value: '{{pia}}' }] }];

/** Matches by userName or work e-mail, replaces users by PUT, merges members by PATCH or lists them all. */
export const pingRehearsal: Rehearsal = {
  id: 'ping',
  provider: ping,
  behaviours: [
    {
      claim: 'lists and discovery documents are answered',
      exchanges: [
        reads('asks what the server supports', '/ServiceProviderConfig', { 'patch.supported': true }),
        reads('lists the schemas', '/Schemas', someList),
        reads('lists users', '/Users?startIndex=1&count=1', someList),
      ],
    },
    refusesWrongToken(byName),
    {
      claim: 'a user is looked for, and created disabled',
      exchanges: [byName, creates('creates the user', '/Users', pia('Buyer', false), 'pia', { active: false })],
      keep: { pia: 'pia' },
    },
    {
      claim: 'a user is found by work e-mail',
      exchanges: [
        finds('looks for the e-mail', `/Users?filter=emails%20eq%20%22${queriedMailOf('pia')}%22`, 1, {
          'Resources.0.id': '{{pia}}',
        }),
      ],
    },
    {
      claim: 'PUT changes and enables a user',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{pia}}',
          { ...pia('Lead Buyer', true), id: '{{pia}}' },
          {
            title: 'Lead Buyer',
            active: true,
          },
        ),
      ],
    },
    {
      claim: 'a group is looked for and created, and members are merged into it',
      exchanges: [
        finds('looks for the group', '/Groups?filter=displayName%20eq%20%22Rehearsal%20{{run}}%22', 0),
        creates('creates the group', '/Groups', { schemas: [GROUP], displayName: 'Rehearsal {{run}}' }, 'theGroup'),
        patches('adds a member', '/Groups/{{theGroup}}', member('add')),
        membersAre('{{pia}}'),
        patches('removes the member', '/Groups/{{theGroup}}', member('remove')),
        membersAre(),
      ],
      keep: { theGroup: 'theGroup' },
    },
    {
      claim: 'PUT of the whole group overwrites name and members',
      exchanges: [
        replaces(
          'replaces the group',
          '/Groups/{{theGroup}}',
          { schemas: [GROUP], id: '{{theGroup}}', displayName: 'Renamed {{run}}', members: [{ value: '{{pia}}' }] },
          { displayName: 'Renamed {{run}}' },
        ),
        membersAre('{{pia}}'),
      ],
    },
    {
      claim: 'a deprovisioned user is disabled by PUT, or deleted',
      exchanges: [
        replaces(
          'disables the user',
          '/Users/{{pia}}',
          { ...pia('Lead Buyer', false), id: '{{pia}}' },
          {
            active: false,
          },
        ),
        deletes('deletes the user', '/Users/{{pia}}'),
        isGone('reads the deleted user', '/Users/{{pia}}'),
      ],
    },
  ],
};
