import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import { creates, deletes, finds, isGone, patches, reads, replaces, USER } from '../rehearsal/requests.ts';
import {
  ACCEPTS_SCIM,
  groupWithMember,
  queriedMailOf,
  refusesWrongToken,
  userOf,
  usualClient,
} from './usual-client.ts';

const rippling = usualClient('rippling', 'Rippling', ACCEPTS_SCIM);

const test = reads('asks what the server supports', '/ServiceProviderConfig', { 'patch.supported': true });
const rosa = (givenName: string, active: boolean) => ({
  ...userOf([USER], 'rosa', [givenName, 'Quill']),
  externalId: '{{run}}-rosa',
  active,
});

/** Pages through everything there is, users by PUT, groups by PATCH; people leave on the day HR says. */
export const ripplingRehearsal: Rehearsal = {
  id: 'rippling',
  provider: rippling,
  behaviours: [
    { claim: 'the connection test, ServiceProviderConfig, is answered', exchanges: [test] },
    refusesWrongToken(test),
    {
      claim: 'users and groups are listed in pages',
      exchanges: [
        reads('lists users', '/Users?startIndex=1&count=100', { ...someList, startIndex: 1 }),
        reads('lists groups', '/Groups?startIndex=1&count=100', { ...someList, startIndex: 1 }),
      ],
    },
    {
      claim: 'a new hire is looked for and created',
      exchanges: [
        finds('looks for the user', `/Users?filter=userName%20eq%20%22${queriedMailOf('rosa')}%22`, 0),
        creates('creates the user', '/Users', rosa('Rosa', true), 'rosa', { externalId: '{{run}}-rosa' }),
      ],
      keep: { rosa: 'rosa' },
    },
    {
      claim: 'PUT changes a user',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{rosa}}',
          { ...rosa('Rosalie', true), id: '{{rosa}}' },
          {
            'name.givenName': 'Rosalie',
          },
        ),
      ],
    },
    {
      claim: 'groups are created, changed by PATCH and deleted',
      exchanges: [...groupWithMember('{{rosa}}'), deletes('deletes the group', '/Groups/{{theGroup}}')],
    },
    {
      claim: 'a leaver is deactivated',
      exchanges: [
        patches('deactivates the user', '/Users/{{rosa}}', [{ op: 'replace', path: 'active', value: false }]),
        reads('reads the user', '/Users/{{rosa}}', { active: false }),
      ],
    },
    {
      claim: 'a leaver is deleted, and gone',
      exchanges: [deletes('deletes the user', '/Users/{{rosa}}'), isGone('reads the user', '/Users/{{rosa}}')],
    },
  ],
};
