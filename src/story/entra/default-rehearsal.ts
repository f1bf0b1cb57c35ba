import type { Template } from '../player/exchange.ts';
import { type Behaviour, type Rehearsal, scimError } from '../rehearsal/behaviour.ts';
import {
  creates,
  ENTERPRISE,
  finds,
  GROUP,
  isGone,
  membersAre,
  orRefused,
  patches,
  reads,
  USER,
} from '../rehearsal/requests.ts';
import { connectionTest, isMember, lookUp, personNamed, provisions } from './connection-test.ts';
import {
  addMembers,
  changeAttributes,
  createGroup,
  deleteGroup,
  deleteUser,
  disableUser,
  enableUser,
  entra,
  provisionUser,
  removeMembers,
  renameGroup,
} from './entra.ts';

const lena = personNamed('Lena', 'Brandt', '1111');
const tove = personNamed('Tove', 'Haugen', '2222');
const group = { name: 'Rehearsal {{run}}', externalId: '{{run}}3333-0000-4000-8000-000000000003' };
const MANAGER = `${ENTERPRISE}:manager`;

const member = (id: string): Template => ({ $ref: null, value: id });
const setsManager = (step: string, path: string, value: Template) =>
  patches(step, '/Users/{{lena}}', [{ op: 'Add', path, value }]);
const managerIs = (id: string | undefined) =>
  reads('reads the manager', '/Users/{{lena}}', {
    [`[${ENTERPRISE}].manager.value`]: id ?? { $exists: false },
  });

const users: readonly Behaviour[] = [
  provisions('lena', lena),
  provisions('tove', tove),
  {
    claim: 'users are found by userName, externalId and work e-mail',
    exchanges: [
      finds('looks for the userName', lookUp('LENA'), 1, { 'Resources.0.id': '{{lena}}' }),
      finds('looks for the externalId', '/Users?filter=externalId+eq+%22{{person.externalId}}%22', 1, {
        'Resources.0.id': '{{lena}}',
      }),
      finds('looks for the e-mail', '/Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22{{person.email}}%22', 1, {
        'Resources.0.id': '{{lena}}',
      }),
    ],
    using: { person: lena },
  },
  {
    claim: 'capitalised operations change attributes, and a filtered path makes the missing element',
    exchanges: [
      ...changeAttributes,
      reads('reads the user', '/Users/{{lena}}', {
        'name.givenName': 'Magdalena',
        'name.familyName': 'Brandt',
        [`[${ENTERPRISE}].department`]: 'Purchasing',
        'phoneNumbers.0.type': 'work',
        'phoneNumbers.0.value': '+49 30 901820',
      }),
    ],
    using: { userId: '{{lena}}', givenName: 'Magdalena', department: 'Purchasing' },
  },
  {
    claim: 'a filtered path changes the e-mail that is there, and duplicates nothing',
    exchanges: [
      patches('replaces the work e-mail', '/Users/{{lena}}', [
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'lena.b.{{run}}@rehearsal.example' },
      ]),
      reads('reads the user', '/Users/{{lena}}', {
        emails: { $count: 1 },
        'emails.0.value': 'lena.b.{{run}}@rehearsal.example',
        'emails.0.primary': true,
      }),
    ],
  },
  {
    claim: 'a manager is set by a bare id, and by an array of references',
    exchanges: [
      finds(
        'asks whether it is set',
        '/Users?filter=id+eq+%22{{lena}}%22+and+manager+eq+%22{{tove}}%22&attributes=id',
        0,
      ),
      setsManager('sets the manager by id', MANAGER, '{{tove}}'),
      managerIs('{{tove}}'),
      patches('removes the manager', '/Users/{{lena}}', [{ op: 'Remove', path: MANAGER }]),
      managerIs(undefined),
      setsManager('sets the manager by an array', 'manager', [{ value: '{{tove}}' }]),
      managerIs('{{tove}}'),
    ],
  },
  {
    claim: '"False" as text disables, and the user is still found',
    exchanges: [...disableUser, finds('finds the disabled user', lookUp('lena'), 1, { 'Resources.0.active': false })],
    using: { userId: '{{lena}}' },
  },
  { claim: '"True" as text enables again', exchanges: enableUser, using: { userId: '{{lena}}' } },
  {
    claim: 'a first cycle of 25 users at once loses nobody',
    exchanges: [
      {
        ...creates(
          'creates a user',
          '/Users',
          {
            schemas: [USER, ENTERPRISE],
            externalId: '{{run}}-{{n}}',
            userName: 'cycle{{n}}.{{run}}@rehearsal.example',
            active: true,
            emails: [{ primary: true, type: 'work', value: 'cycle{{n}}.{{run}}@rehearsal.example' }],
            meta: { resourceType: 'User' },
            name: { formatted: 'Cycle {{n}}', familyName: '{{n}}', givenName: 'Cycle' },
            roles: [],
          },
          'created',
        ),
        forEach: { of: Array.from({ length: 25 }, (_, index) => String(index + 1)), as: 'n', atOnce: 25 },
      },
    ],
    keep: { cycle: 'created' },
  },
];

const groups: readonly Behaviour[] = [
  {
    claim: 'a group can be created, with a proprietary schema',
    exchanges: createGroup,
    using: { group },
    keep: { theGroup: 'groupId' },
  },
  {
    claim: 'groups are found by name whatever its case, and read without members',
    exchanges: [
      finds(
        'looks for the name in capitals',
        '/Groups?excludedAttributes=members&filter=displayName+eq+%22REHEARSAL+{{run}}%22',
        1,
        { 'Resources.0.id': '{{theGroup}}', 'Resources.0.members': { $exists: false } },
      ),
      reads('reads the group', '/Groups/{{theGroup}}?excludedAttributes=members', { members: { $exists: false } }),
    ],
  },
  {
    claim: 'a second group of the same name gets 409',
    exchanges: [
      {
        step: 'creates it again',
        method: 'POST',
        path: '/Groups',
        body: { schemas: [GROUP], displayName: 'rehearsal {{run}}', externalId: '{{run}}4444' },
        expect: { status: [409], body: scimError(409) },
      },
    ],
  },
  {
    claim: 'a batch of members is added, and again without harm',
    exchanges: [...addMembers, ...addMembers, membersAre('{{lena}}', '{{tove}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{lena}}'), member('{{tove}}')] },
  },
  {
    claim: 'whether somebody is a member can be asked',
    exchanges: [isMember('{{lena}}', 1), isMember('{{ghost}}', 0)],
  },
  {
    claim: 'a value array removes only those it names',
    exchanges: [...removeMembers, ...removeMembers, membersAre('{{tove}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{lena}}')] },
  },
  {
    claim: 'an unknown member is a client error, not a failure',
    exchanges: addMembers.map(orRefused),
    using: { groupId: '{{theGroup}}', members: [member('{{ghost}}')] },
  },
  {
    claim: 'members that are added at the same time are all there',
    exchanges: [
      {
        ...patches('adds one member', '/Groups/{{theGroup}}', [
          { op: 'Add', path: 'members', value: [member('{{one}}')] },
        ]),
        forEach: { of: '{{cycle}}', as: 'one', atOnce: 10 },
      },
      reads('reads the members', '/Groups/{{theGroup}}', { members: { $count: 26 } }),
    ],
  },
  {
    claim: 'a rename keeps the members',
    exchanges: [
      ...renameGroup,
      reads('reads the group', '/Groups/{{theGroup}}', { displayName: 'Renamed {{run}}', members: { $count: 26 } }),
    ],
    using: { groupId: '{{theGroup}}', name: 'Renamed {{run}}' },
  },
  {
    claim: 'a deleted user leaves the directory and its groups; a retry gets 404',
    exchanges: [
      ...disableUser,
      ...deleteUser,
      { ...isGone('deletes the user again', '/Users/{{tove}}'), method: 'DELETE' },
      finds('looks for the deleted user', lookUp('tove'), 0),
      reads('reads the members', '/Groups/{{theGroup}}', { members: { $count: 25 } }),
    ],
    using: { userId: '{{tove}}' },
  },
  {
    claim: 'the same person can be provisioned anew, as another record',
    exchanges: [
      ...provisionUser,
      finds('looks for the new record', lookUp('tove'), 1, { 'Resources.0.id': { $not: '{{tove}}' } }),
    ],
    using: { person: { ...tove, externalId: '{{run}}5555-0000-4000-8000-000000000004' } },
  },
  {
    claim: 'a deleted group is gone',
    exchanges: [...deleteGroup, isGone('reads the deleted group', '/Groups/{{theGroup}}')],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Microsoft Entra ID sends when its Tenant URL does not carry the flag. */
export const entraRehearsal: Rehearsal = {
  id: 'entra-default',
  provider: { ...entra, title: 'Microsoft Entra ID, without the flag' },
  behaviours: [...connectionTest, ...users, ...groups],
};
