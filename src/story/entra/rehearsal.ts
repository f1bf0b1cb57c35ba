import type { Exchange } from '../player/exchange.ts';
import { type Behaviour, listOf, type Rehearsal, scimError } from '../rehearsal/behaviour.ts';
import {
  addMembers,
  changeAttributes,
  changeAttributesByFlag,
  createGroup,
  deleteGroup,
  deleteUser,
  disableUser,
  disableUserByFlag,
  enableUser,
  entra,
  provisionUser,
  removeMemberByFlag,
  removeMembers,
  renameGroup,
  testConnection,
} from './entra.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const personNamed = (givenName: string, familyName: string, externalId: string) => ({
  givenName,
  familyName,
  displayName: `${givenName} ${familyName}`,
  email: `${givenName.toLowerCase()}.{{run}}@rehearsal.example`,
  externalId,
  department: 'Logistics',
});

const omar = personNamed('Omar', 'Diallo', '{{run}}1111-0000-4000-8000-000000000001');
const tove = personNamed('Tove', 'Haugen', '{{run}}2222-0000-4000-8000-000000000002');
const group = { name: 'Rehearsal {{run}}', externalId: '{{run}}3333-0000-4000-8000-000000000003' };

const get = (step: string, path: string, expect: Exchange['expect']): Exchange => ({
  step,
  method: 'GET',
  path,
  expect,
});

const membersAre = (...ids: string[]): Exchange =>
  get('reads the members', '/Groups/{{theGroup}}', {
    status: [200],
    body: { 'members.*.value': { $sameMembers: ids } },
  });

const isMember = (id: string, count: number): Exchange =>
  get(
    'asks whether the user is a member',
    `/Groups?filter=id+eq+%22{{theGroup}}%22+and+members+eq+%22${id}%22&excludedAttributes=members`,
    { status: [200], body: listOf(count) },
  );

const member = (id: string) => ({ $ref: null, value: id });

const users: readonly Behaviour[] = [
  { claim: 'the connection test with a random GUID gets an empty list', exchanges: testConnection },
  {
    claim: 'a wrong token gets 401',
    exchanges: testConnection.map((exchange) => ({
      ...exchange,
      headers: { Authorization: 'Bearer wrong' },
      expect: { status: [401], body: scimError(401) },
    })),
  },
  { claim: 'a user can be provisioned', exchanges: provisionUser, using: { person: omar }, keep: { omar: 'userId' } },
  {
    claim: 'a second user can be provisioned',
    exchanges: provisionUser,
    using: { person: tove },
    keep: { tove: 'userId' },
  },
  {
    claim: 'users are found by externalId and by work e-mail',
    exchanges: [
      get('looks for the externalId', '/Users?filter=externalId+eq+%22{{person.externalId}}%22', {
        status: [200],
        body: { ...listOf(1), 'Resources.0.id': '{{omar}}' },
      }),
      get('looks for the e-mail', '/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22{{person.email}}%22', {
        status: [200],
        body: { ...listOf(1), 'Resources.0.id': '{{omar}}' },
      }),
    ],
    using: { person: omar },
  },
  {
    claim: 'capitalised operations change attributes, and a filtered path makes the missing element',
    exchanges: [
      ...changeAttributes,
      get('reads the user', '/Users/{{omar}}', {
        status: [200],
        body: {
          'name.givenName': 'Oumar',
          'name.familyName': 'Diallo',
          [`[${ENTERPRISE}].department`]: 'Purchasing',
          'phoneNumbers.0.type': 'work',
        },
      }),
    ],
    using: { userId: '{{omar}}', givenName: 'Oumar', department: 'Purchasing' },
  },
  {
    claim: 'aadOptscim062020: dotted and URN keys land in their places',
    exchanges: [
      ...changeAttributesByFlag,
      get('reads the user', '/Users/{{omar}}', {
        status: [200],
        body: { 'name.givenName': 'Omar', 'name.familyName': 'Diallo', [`[${ENTERPRISE}].department`]: 'Logistics' },
      }),
    ],
    using: { userId: '{{omar}}', givenName: 'Omar', department: 'Logistics' },
  },
  {
    claim: '"False" as text disables, and the user is still found',
    exchanges: [
      ...disableUser,
      get('finds the disabled user', '/Users?filter=userName+eq+%22{{person.email}}%22', {
        status: [200],
        body: { ...listOf(1), 'Resources.0.active': false },
      }),
    ],
    using: { person: omar, userId: '{{omar}}' },
  },
  { claim: '"True" as text enables again', exchanges: enableUser, using: { userId: '{{omar}}' } },
  {
    claim: 'aadOptscim062020: a boolean disables',
    exchanges: [...disableUserByFlag, ...enableUser],
    using: { userId: '{{omar}}' },
  },
];

const groups: readonly Behaviour[] = [
  { claim: 'a group can be created', exchanges: createGroup, using: { group }, keep: { theGroup: 'groupId' } },
  {
    claim: 'groups are found by name whatever its case, without members',
    exchanges: [
      get(
        'looks for the name in capitals',
        '/Groups?excludedAttributes=members&filter=displayName+eq+%22REHEARSAL+{{run}}%22',
        {
          status: [200],
          body: { ...listOf(1), 'Resources.0.id': '{{theGroup}}', 'Resources.0.members': { $exists: false } },
        },
      ),
    ],
  },
  {
    claim: 'a batch of members is added, and again without harm',
    exchanges: [...addMembers, ...addMembers, membersAre('{{omar}}', '{{tove}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{omar}}'), member('{{tove}}')] },
  },
  {
    claim: 'whether somebody is a member can be asked',
    exchanges: [isMember('{{omar}}', 1), isMember('{{ghost}}', 0)],
  },
  {
    claim: 'a value array removes only those it names',
    exchanges: [...removeMembers, ...removeMembers, membersAre('{{tove}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{omar}}')] },
  },
  {
    claim: 'aadOptscim062020: a filtered path removes just that member',
    exchanges: [...addMembers, ...removeMemberByFlag, membersAre('{{tove}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{omar}}')], userId: '{{omar}}' },
  },
  {
    claim: 'a rename keeps the members',
    exchanges: [...renameGroup, membersAre('{{tove}}')],
    using: { groupId: '{{theGroup}}', name: 'Renamed {{run}}' },
  },
  {
    claim: 'a deleted user leaves the directory and its groups',
    exchanges: [
      ...deleteUser,
      get('reads the deleted user', '/Users/{{tove}}', { status: [404], body: scimError(404) }),
      membersAre(),
    ],
    using: { userId: '{{tove}}' },
  },
  {
    claim: 'the same person can be provisioned anew',
    exchanges: provisionUser,
    using: { person: { ...tove, externalId: '{{run}}4444-0000-4000-8000-000000000004' } },
  },
  {
    claim: 'a deleted group is gone',
    exchanges: [
      ...deleteGroup,
      get('reads the deleted group', '/Groups/{{theGroup}}', { status: [404], body: scimError(404) }),
    ],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Microsoft Entra ID relies on, without and with the flag `aadOptscim062020`. */
export const entraRehearsal: Rehearsal = { provider: entra, behaviours: [...users, ...groups] };
