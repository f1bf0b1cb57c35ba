import { type Rehearsal, someList } from '../rehearsal/behaviour.ts';
import { creates, ENTERPRISE, finds, GROUP, reads, replaces, USER } from '../rehearsal/requests.ts';
import {
  ACCEPTS_SCIM,
  groupWithMember,
  queriedMailOf,
  refusesWrongToken,
  userOf,
  usualClient,
} from './usual-client.ts';

const cyberark = usualClient('cyberark', 'CyberArk Identity', ACCEPTS_SCIM);

const test = reads('asks for one user', '/Users?count=1', someList);
const cora = (department: string, active: boolean) => ({
  ...userOf([USER, ENTERPRISE], 'cora', ['Cora', 'Blum']),
  displayName: 'Cora Blum',
  active,
  [ENTERPRISE]: { department },
});

/** Reads the discovery documents one by one, users by PUT, groups by PATCH. */
export const cyberarkRehearsal: Rehearsal = {
  id: 'cyberark',
  provider: cyberark,
  behaviours: [
    { claim: 'the connection test, GET /Users?count=1, is answered', exchanges: [test] },
    refusesWrongToken(test),
    {
      claim: 'discovery documents are answered one by one',
      exchanges: [
        reads('asks what the server supports', '/ServiceProviderConfig', { 'patch.supported': true }),
        reads('asks for the type User', '/ResourceTypes/User', { id: 'User', schema: USER }),
        reads('asks for the type Group', '/ResourceTypes/Group', { id: 'Group', schema: GROUP }),
        ...[USER, GROUP, ENTERPRISE].map((urn) =>
          reads('asks for a schema', `/Schemas/${urn}`, { id: urn, attributes: { $exists: true } }),
        ),
      ],
    },
    {
      claim: 'a user is looked for, created and read',
      exchanges: [
        finds('looks for the user', `/Users?filter=userName%20eq%20%22${queriedMailOf('cora')}%22`, 0),
        creates('creates the user', '/Users', cora('Vault', true), 'cora'),
        reads('reads the user', '/Users/{{cora}}', { active: true, [`[${ENTERPRISE}].department`]: 'Vault' }),
      ],
      keep: { cora: 'cora' },
    },
    {
      claim: 'PUT changes a user',
      exchanges: [
        replaces(
          'replaces the user',
          '/Users/{{cora}}',
          { ...cora('Audit', true), id: '{{cora}}' },
          {
            [`[${ENTERPRISE}].department`]: 'Audit',
          },
        ),
      ],
    },
    {
      claim: 'groups are listed, created, read and changed by PATCH',
      exchanges: [reads('lists the groups', '/Groups', someList), ...groupWithMember('{{cora}}')],
    },
    {
      claim: 'PUT active: false disables a user, who stays readable',
      exchanges: [
        replaces(
          'disables the user',
          '/Users/{{cora}}',
          { ...cora('Audit', false), id: '{{cora}}' },
          {
            active: false,
          },
        ),
        reads('reads the user', '/Users/{{cora}}', { active: false }),
      ],
    },
  ],
};
