import type { Exchange } from '../player/exchange.ts';
import { type Behaviour, listOf, type Rehearsal, scimError } from '../rehearsal/behaviour.ts';
import {
  addMembers,
  assignUser,
  createGroup,
  deactivateUser,
  deleteGroup,
  okta,
  pushProfile,
  pushWholeGroup,
  reactivateUser,
  removeMember,
  renameGroup,
  replaceMembers,
} from './okta.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const personNamed = (givenName: string, familyName: string) => ({
  givenName,
  familyName,
  displayName: `${givenName} ${familyName}`,
  email: `${givenName.toLowerCase()}.{{run}}@rehearsal.example`,
  externalId: `00u${givenName.toLowerCase()}{{run}}`,
  password: 'pl4ceHolder-{{run}}',
});

const ana = personNamed('Ana', 'Silva');
const ben = personNamed('Ben', 'Cole');
const group = { name: 'Rehearsal {{run}}' };

const get = (step: string, path: string, expect: Exchange['expect']): Exchange => ({
  step,
  method: 'GET',
  path,
  expect,
});

const setActive = (active: boolean): Exchange => ({
  step: `patches active: ${active} without a path`,
  method: 'PATCH',
  path: '/Users/{{ana}}',
  body: { schemas: [PATCH], Operations: [{ op: 'replace', value: { active } }] },
  expect: { status: [200, 204], body: { active } },
});

const membersAre = (...ids: string[]): Exchange =>
  get('reads the members', '/Groups/{{theGroup}}', {
    status: [200],
    body: { 'members.*.value': { $sameMembers: ids } },
  });

const users: readonly Behaviour[] = [
  {
    claim: 'the connector test is answered with a list',
    exchanges: [
      get('probes for two users', '/Users?startIndex=1&count=2', {
        status: [200],
        body: { totalResults: { $atLeast: 0 }, itemsPerPage: { $atLeast: 0 }, startIndex: 1 },
      }),
    ],
  },
  {
    claim: 'a wrong token gets 401 with a SCIM error',
    exchanges: [
      {
        ...get('probes with a wrong token', '/Users?startIndex=1&count=2', { status: [401], body: scimError(401) }),
        headers: { Authorization: 'Bearer not-the-token' },
      },
    ],
  },
  {
    claim: 'an unknown user is 404 by id and an empty list by userName',
    exchanges: [
      get('reads an unknown user', '/Users/{{ghost}}', { status: [404], body: scimError(404) }),
      get(
        'looks for an unknown userName',
        '/Users?filter=userName%20eq%20%22nobody.{{run}}%22&startIndex=1&count=100',
        {
          status: [200],
          body: listOf(0),
        },
      ),
    ],
  },
  { claim: 'a user can be assigned', exchanges: assignUser, using: { person: ana }, keep: { ana: 'userId' } },
  { claim: 'a second user can be assigned', exchanges: assignUser, using: { person: ben }, keep: { ben: 'userId' } },
  {
    claim: 'userName is looked up whatever its case',
    exchanges: [
      get('looks for the userName in capitals', '/Users?filter=userName%20eq%20%22ANA.{{run}}%40REHEARSAL.EXAMPLE%22', {
        status: [200],
        body: { ...listOf(1), 'Resources.0.id': '{{ana}}' },
      }),
    ],
  },
  {
    claim: 'a duplicate userName gets 409 uniqueness',
    exchanges: [
      {
        step: 'creates the same user again',
        method: 'POST',
        path: '/Users',
        body: { schemas: [USER], userName: 'Ana.{{run}}@rehearsal.example', active: true },
        expect: { status: [409], body: { ...scimError(409), scimType: 'uniqueness' } },
      },
    ],
  },
  {
    claim: 'a profile push by PUT replaces the profile',
    exchanges: pushProfile,
    using: { person: { ...ana, familyName: 'Silva-Cole', displayName: 'Ana Silva-Cole' }, userId: '{{ana}}' },
  },
  {
    claim: 'pages are stable and totalResults is honest',
    exchanges: [
      get(
        'reads the first page of one',
        '/Users?filter=userName%20eq%20%22ana.{{run}}%40rehearsal.example%22&startIndex=1&count=1',
        {
          status: [200],
          body: { totalResults: 1, itemsPerPage: 1, 'Resources.0.id': '{{ana}}' },
        },
      ),
      get(
        'reads past the end',
        '/Users?filter=userName%20eq%20%22ana.{{run}}%40rehearsal.example%22&startIndex=2&count=1',
        {
          status: [200],
          body: { totalResults: 1, Resources: { $count: 0 } },
        },
      ),
    ],
  },
  {
    claim: 'PUT active: false deactivates and keeps the record',
    exchanges: [
      ...deactivateUser,
      get('still finds the inactive user', '/Users/{{userId}}', {
        status: [200],
        body: { active: false, 'name.givenName': 'Ana' },
      }),
    ],
    using: { person: ana, userId: '{{ana}}' },
  },
  {
    claim: 'the user can be reactivated',
    exchanges: reactivateUser,
    using: { person: ana, userId: '{{ana}}' },
  },
  {
    claim: 'catalog apps: PATCH without a path deactivates and reactivates',
    exchanges: [setActive(false), setActive(true)],
  },
  {
    claim: 'a password is taken and never given back',
    exchanges: [
      {
        step: 'patches the password without a path',
        method: 'PATCH',
        path: '/Users/{{ana}}',
        body: { schemas: [PATCH], Operations: [{ op: 'replace', value: { password: 'N3w-{{run}}-secret' } }] },
        expect: { status: [200, 204], body: { password: { $exists: false } } },
      },
      get('reads the user', '/Users/{{ana}}', { status: [200], body: { password: { $exists: false } } }),
    ],
  },
];

const groups: readonly Behaviour[] = [
  { claim: 'a group can be pushed empty', exchanges: createGroup, using: { group }, keep: { theGroup: 'groupId' } },
  {
    claim: 'PUT of the whole group sets its members',
    exchanges: [...pushWholeGroup, membersAre('{{ana}}')],
    using: { group, groupId: '{{theGroup}}', members: [{ value: '{{ana}}', display: '{{run}}' }] },
  },
  {
    claim: 'PATCH replaces the members',
    exchanges: [...replaceMembers, membersAre('{{ana}}', '{{ben}}')],
    using: { groupId: '{{theGroup}}', members: [{ value: '{{ana}}' }, { value: '{{ben}}' }] },
  },
  {
    claim: 'a filtered path removes just that member, twice without harm',
    exchanges: [...removeMember, ...removeMember, membersAre('{{ben}}')],
    using: { groupId: '{{theGroup}}', userId: '{{ana}}' },
  },
  {
    claim: 'adding a member again makes no duplicate',
    exchanges: [...addMembers, ...addMembers, membersAre('{{ana}}', '{{ben}}')],
    using: { groupId: '{{theGroup}}', members: [{ value: '{{ana}}' }] },
  },
  {
    claim: 'an unknown member is a client error, not a failure',
    exchanges: addMembers.map((exchange) => ({ ...exchange, expect: { status: [200, 204, 400, 404] } })),
    using: { groupId: '{{theGroup}}', members: [{ value: '{{ghost}}' }] },
  },
  {
    claim: 'a deactivated user keeps the membership',
    exchanges: [setActive(false), membersAre('{{ana}}', '{{ben}}'), setActive(true)],
  },
  {
    claim: 'a rename keeps the members',
    exchanges: [
      ...renameGroup,
      get('reads the renamed group', '/Groups/{{theGroup}}', {
        status: [200],
        body: { displayName: 'Renamed {{run}}', 'members.*.value': { $sameMembers: ['{{ana}}', '{{ben}}'] } },
      }),
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
    exchanges: [
      ...deleteGroup,
      get('reads the deleted group', '/Groups/{{theGroup}}', { status: [404], body: scimError(404) }),
    ],
    using: { groupId: '{{theGroup}}' },
  },
];

/** What Okta relies on, as its wizard app and its catalog apps send it. */
export const oktaRehearsal: Rehearsal = { provider: okta, behaviours: [...users, ...groups] };
