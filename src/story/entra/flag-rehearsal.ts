import type { Behaviour, Rehearsal } from '../rehearsal/behaviour.ts';
import { deletes, ENTERPRISE, finds, isGone, membersAre, patches, reads } from '../rehearsal/requests.ts';
import { connectionTest, isMember, lookUp, personNamed, provisions } from './connection-test.ts';
import {
  changeAttributesByFlag,
  createGroup,
  deleteGroup,
  disableUserByFlag,
  entra,
  removeMemberByFlag,
} from './entra.ts';

const omar = personNamed('Omar', 'Diallo', '1111');
const gail = personNamed('Gail', 'Aalto', '2222');
const group = { name: 'Rehearsal {{run}}', externalId: '{{run}}3333-0000-4000-8000-000000000003' };

const adds = (...ids: string[]) =>
  patches('adds members', '/Groups/{{theGroup}}', [
    { op: 'add', path: 'members', value: ids.map((value) => ({ value })) },
  ]);
const removes = (...ids: string[]) =>
  patches(
    'removes each by a filtered path',
    '/Groups/{{theGroup}}',
    ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` })),
  );

const users: readonly Behaviour[] = [
  provisions('omar', omar),
  provisions('gail', gail),
  {
    claim: 'dotted and URN keys without a path land in their places, and touch nothing else',
    exchanges: [
      ...changeAttributesByFlag,
      reads('reads the user', '/Users/{{omar}}', {
        'name.givenName': 'Oumar',
        'name.familyName': 'Diallo',
        [`[${ENTERPRISE}].department`]: 'Purchasing',
        '[name.givenName]': { $exists: false },
        'emails.0.type': 'work',
      }),
    ],
    using: { userId: '{{omar}}', givenName: 'Oumar', department: 'Purchasing' },
  },
  {
    claim: 'a filtered path and a value without a path may come together',
    exchanges: [
      patches('changes e-mail, name and number at once', '/Users/{{omar}}', [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'omar.d.{{run}}@rehearsal.example' },
        { op: 'replace', value: { displayName: 'Omar D.', [`${ENTERPRISE}:employeeNumber`]: '8812' } },
        { op: 'add', path: 'nickName', value: 'Oz' },
      ]),
      reads('reads the user', '/Users/{{omar}}', {
        displayName: 'Omar D.',
        nickName: 'Oz',
        'emails.*.value': ['omar.d.{{run}}@rehearsal.example'],
        [`[${ENTERPRISE}].employeeNumber`]: '8812',
      }),
    ],
  },
  {
    claim: 'a boolean disables and enables',
    exchanges: [
      ...disableUserByFlag,
      finds('finds the disabled user', lookUp('omar'), 1, { 'Resources.0.active': false }),
      patches('enables the user', '/Users/{{omar}}', [{ op: 'replace', path: 'active', value: true }], {
        active: true,
      }),
    ],
    using: { userId: '{{omar}}' },
  },
  {
    claim: 'a userName is changed without a path',
    exchanges: [
      patches('changes the userName', '/Users/{{omar}}', [
        { op: 'replace', value: { userName: 'oumar.{{run}}@rehearsal.example' } },
      ]),
      finds('looks for the new userName', lookUp('oumar'), 1, { 'Resources.0.id': '{{omar}}' }),
      finds('looks for the old userName', lookUp('omar'), 0),
    ],
  },
];

const groups: readonly Behaviour[] = [
  { claim: 'a group can be created', exchanges: createGroup, using: { group }, keep: { theGroup: 'groupId' } },
  { claim: 'members are added', exchanges: [adds('{{omar}}', '{{gail}}'), membersAre('{{omar}}', '{{gail}}')] },
  {
    claim: 'a filtered path removes just that member',
    exchanges: [...removeMemberByFlag, membersAre('{{gail}}'), isMember('{{omar}}', 0)],
    using: { groupId: '{{theGroup}}', userId: '{{omar}}' },
  },
  {
    claim: 'two filtered removals in one PATCH hit the right members',
    exchanges: [adds('{{omar}}'), removes('{{gail}}', '{{omar}}'), membersAre()],
  },
  {
    claim: 'a removal without filter or value empties the group',
    exchanges: [
      adds('{{omar}}', '{{gail}}'),
      patches('removes all members', '/Groups/{{theGroup}}', [{ op: 'remove', path: 'members' }]),
      membersAre(),
    ],
  },
  {
    claim: 'an externalId is changed without a path, and the name stays',
    exchanges: [
      patches('changes the externalId', '/Groups/{{theGroup}}', [
        { op: 'replace', value: { externalId: '{{run}}9999' } },
      ]),
      reads('reads the group', '/Groups/{{theGroup}}?excludedAttributes=members', {
        externalId: '{{run}}9999',
        displayName: 'Rehearsal {{run}}',
      }),
    ],
  },
  {
    claim: 'a deleted user leaves its groups',
    exchanges: [adds('{{omar}}', '{{gail}}'), deletes('deletes the user', '/Users/{{gail}}'), membersAre('{{omar}}')],
  },
  {
    claim: 'a deleted group is gone',
    exchanges: [...deleteGroup, isGone('reads the deleted group', '/Groups/{{theGroup}}')],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Microsoft Entra ID sends when its Tenant URL ends with `?aadOptscim062020`. */
export const entraFlagRehearsal: Rehearsal = {
  id: 'entra-flag',
  provider: { ...entra, title: 'Microsoft Entra ID, with aadOptscim062020' },
  behaviours: [...connectionTest, ...users, ...groups],
};
