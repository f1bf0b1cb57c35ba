import type { Exchange } from '../player/exchange.ts';
import type { Behaviour, Rehearsal } from '../rehearsal/behaviour.ts';
import {
  creates,
  ENTERPRISE,
  finds,
  isGone,
  membersAre,
  orRefused,
  patches,
  reads,
  twice,
  USER,
} from '../rehearsal/requests.ts';
import { connectorTest, lookUp, member, personNamed } from './connector-test.ts';
import {
  addMembers,
  assignUser,
  createGroup,
  deleteGroup,
  okta,
  pushProfile,
  removeMember,
  renameGroup,
  replaceMembers,
} from './okta.ts';

const teo = personNamed('Teo', 'Lindqvist');
const chi = personNamed('Chi', 'Ito');
const group = { name: 'Rehearsal {{run}}' };
const hana = 'hana.{{run}}@rehearsal.example';

const setActive = (id: string, active: boolean): Exchange =>
  patches(`patches active: ${active} without a path`, `/Users/${id}`, [{ op: 'replace', value: { active } }], {
    active,
  });

const users: readonly Behaviour[] = [
  { claim: 'a user can be assigned', exchanges: assignUser, using: { person: teo }, keep: { teo: 'userId' } },
  { claim: 'a second user can be assigned', exchanges: assignUser, using: { person: chi }, keep: { chi: 'userId' } },
  {
    claim: 'a profile push by PUT replaces the profile',
    exchanges: pushProfile,
    using: { person: { ...teo, familyName: 'Lindqvist-Ito', displayName: 'Teo L.' }, userId: '{{teo}}' },
  },
  {
    claim: 'PATCH without a path deactivates, touches nothing else, and reactivates',
    exchanges: [
      setActive('{{teo}}', false),
      reads('reads the user', '/Users/{{teo}}', { active: false, 'name.givenName': 'Teo', 'emails.0.type': 'work' }),
      setActive('{{teo}}', true),
    ],
  },
  {
    claim: 'a password is taken and never given back',
    exchanges: [
      patches(
        'patches the password without a path',
        '/Users/{{teo}}',
        [{ op: 'replace', value: { password: 'N3w-{{run}}-secret' } }],
        { password: { $exists: false } },
      ),
      reads('reads the user', '/Users/{{teo}}', { active: true, password: { $exists: false } }),
    ],
  },
  {
    claim: 'an extension nobody declared does not stop a user from being created',
    exchanges: [
      creates(
        'creates a user with a custom extension',
        '/Users',
        {
          schemas: [USER, 'urn:okta:rehearsal:1.0:user:custom'],
          userName: 'ext.{{run}}@rehearsal.example',
          name: { givenName: 'Ext', familyName: 'Attr' },
          emails: [{ primary: true, value: 'ext.{{run}}@rehearsal.example', type: 'work' }],
          active: true,
          'urn:okta:rehearsal:1.0:user:custom': { badgeColour: 'green' },
        },
        'extended',
      ),
    ],
  },
];

/** An HR system drives Okta: people are known before they start, leave, and come back. */
const hired: readonly Behaviour[] = [
  {
    claim: 'HR: somebody is created inactive before the first day',
    exchanges: [
      creates(
        'creates the user inactive',
        '/Users',
        {
          schemas: [USER, ENTERPRISE],
          userName: hana,
          name: { givenName: 'Hana', familyName: 'Ruiz' },
          emails: [{ primary: true, value: hana, type: 'work' }],
          displayName: 'Hana Ruiz',
          externalId: '00uhana{{run}}',
          groups: [],
          active: false,
          [ENTERPRISE]: { employeeNumber: 'W-{{run}}', department: 'Care' },
        },
        'hana',
        { active: false },
      ),
      setActive('{{hana}}', true),
    ],
    keep: { hana: 'hana' },
  },
  {
    claim: 'HR: a deactivation on the last day may come twice',
    exchanges: twice(setActive('{{hana}}', false)),
  },
  {
    claim: 'HR: a rehire is found and gets a new employee number on the same record',
    exchanges: [
      finds('looks for the userName', lookUp('hana.{{run}}%40rehearsal.example'), 1, { 'Resources.0.active': false }),
      patches('activates the user with a new job', '/Users/{{hana}}', [
        { op: 'replace', path: 'active', value: true },
        { op: 'replace', path: `${ENTERPRISE}:employeeNumber`, value: 'W2-{{run}}' },
        { op: 'replace', path: `${ENTERPRISE}:department`, value: 'Clinic' },
      ]),
      reads('reads the user', '/Users/{{hana}}', {
        active: true,
        [`[${ENTERPRISE}].employeeNumber`]: 'W2-{{run}}',
        [`[${ENTERPRISE}].department`]: 'Clinic',
      }),
    ],
  },
];

const groups: readonly Behaviour[] = [
  { claim: 'a group can be pushed empty', exchanges: createGroup, using: { group }, keep: { theGroup: 'groupId' } },
  {
    claim: 'PATCH replaces the members',
    exchanges: [...replaceMembers, membersAre('{{teo}}', '{{chi}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{teo}}'), member('{{chi}}')] },
  },
  {
    claim: 'one PATCH drops a member by filter and adds another',
    exchanges: [
      patches('drops one, adds one', '/Groups/{{theGroup}}', [
        { op: 'remove', path: 'members[value eq "{{teo}}"]' },
        { op: 'add', path: 'members', value: [member('{{hana}}')] },
      ]),
      membersAre('{{chi}}', '{{hana}}'),
    ],
  },
  {
    claim: 'a removal by filter may come twice',
    exchanges: [...removeMember, ...removeMember, membersAre('{{chi}}')],
    using: { groupId: '{{theGroup}}', userId: '{{hana}}' },
  },
  {
    claim: 'adding a member again makes no duplicate',
    exchanges: [...addMembers, ...addMembers, membersAre('{{teo}}', '{{chi}}')],
    using: { groupId: '{{theGroup}}', members: [member('{{teo}}')] },
  },
  {
    claim: 'an unknown member is a client error, not a failure',
    exchanges: addMembers.map(orRefused),
    using: { groupId: '{{theGroup}}', members: [member('{{ghost}}')] },
  },
  {
    claim: 'a deactivated user keeps the membership',
    exchanges: [setActive('{{teo}}', false), membersAre('{{teo}}', '{{chi}}'), setActive('{{teo}}', true)],
  },
  {
    claim: 'a rename without a path, whose value carries the id, keeps the members',
    exchanges: [
      ...renameGroup,
      reads('reads the renamed group', '/Groups/{{theGroup}}', { displayName: 'Renamed {{run}}' }),
      membersAre('{{teo}}', '{{chi}}'),
    ],
    using: { groupId: '{{theGroup}}', name: 'Renamed {{run}}' },
  },
  {
    claim: 'replacing the members with none empties the group',
    exchanges: [...replaceMembers, membersAre()],
    using: { groupId: '{{theGroup}}', members: [] },
  },
  {
    claim: 'a deleted group is gone',
    exchanges: [...deleteGroup, isGone('reads the deleted group', '/Groups/{{theGroup}}')],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Okta sends for an app from its catalog: profiles by PUT, everything else by PATCH. */
export const oktaCatalogRehearsal: Rehearsal = {
  id: 'okta-catalog',
  provider: { ...okta, title: 'Okta, app from the catalog' },
  behaviours: [...connectorTest, ...users, ...hired, ...groups],
};
