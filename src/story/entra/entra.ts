import type { Exchange, Provider, Template } from '../player/exchange.ts';

/** Microsoft Entra ID's provisioning service. It sends no Accept header and no Content-Type without a body. */
export const entra: Provider = {
  name: 'entra',
  title: 'Microsoft Entra ID',
  headers: {},
  contentType: 'application/scim+json; charset=utf-8',
  space: '+',
};

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PROPRIETARY_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Needs `probe`, a random GUID: Entra's connection test. */
export const testConnection: readonly Exchange[] = [
  {
    step: 'tests the connection with a random GUID as userName',
    method: 'GET',
    path: '/Users?filter=userName+eq+%22{{probe}}%22',
    expect: { status: [200], body: { totalResults: 0, Resources: { $count: 0 } } },
  },
];

/** Needs `person`. Saves `userId`. */
export const provisionUser: readonly Exchange[] = [
  {
    step: 'looks for the user by userName',
    method: 'GET',
    path: '/Users?filter=userName+eq+%22{{person.email}}%22',
    expect: { status: [200], body: { totalResults: 0, Resources: { $count: 0 } } },
  },
  {
    step: 'creates the user',
    method: 'POST',
    path: '/Users',
    body: {
      schemas: [USER, ENTERPRISE],
      externalId: '{{person.externalId}}',
      userName: '{{person.email}}',
      active: true,
      displayName: '{{person.displayName}}',
      emails: [{ primary: true, type: 'work', value: '{{person.email}}' }],
      meta: { resourceType: 'User' },
      name: {
        formatted: '{{person.displayName}}',
        familyName: '{{person.familyName}}',
        givenName: '{{person.givenName}}',
      },
      roles: [],
      [ENTERPRISE]: { department: '{{person.department}}' },
    },
    expect: {
      status: [201],
      body: { id: { $text: true }, userName: { $ignoringCase: '{{person.email}}' }, active: true },
    },
    save: { userId: 'id' },
  },
];

const patchUser = (
  step: string,
  operations: readonly Template[],
  body: Exchange['expect']['body'] = {},
): readonly Exchange[] => [
  {
    step,
    method: 'PATCH',
    path: '/Users/{{userId}}',
    body: { schemas: [PATCH], Operations: operations },
    expect: { status: [200, 204], body },
  },
];

/** Needs `userId`. Without the `aadOptscim062020` flag, booleans are sent as text. */
export const disableUser = patchUser(
  'disables the user with "False" as text',
  [{ op: 'Replace', path: 'active', value: 'False' }],
  { active: false },
);

/** Needs `userId`. */
export const enableUser = patchUser(
  'enables the user with "True" as text',
  [{ op: 'Replace', path: 'active', value: 'True' }],
  { active: true },
);

/** Needs `userId`. With the flag, a real boolean and lower case. */
export const disableUserByFlag = patchUser(
  'disables the user with a boolean (aadOptscim062020)',
  [{ op: 'replace', path: 'active', value: false }],
  { active: false },
);

/** Needs `userId`, `department`, `givenName`. */
export const changeAttributes = patchUser('changes attributes, one operation each', [
  { op: 'Add', path: 'name.givenName', value: '{{givenName}}' },
  { op: 'Replace', path: `${ENTERPRISE}:department`, value: '{{department}}' },
  { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+49 30 901820' },
]);

/** Needs `userId`, `department`, `givenName`. */
export const changeAttributesByFlag = patchUser('changes attributes in one operation with dotted and URN keys', [
  { op: 'replace', value: { 'name.givenName': '{{givenName}}', [`${ENTERPRISE}:department`]: '{{department}}' } },
]);

/** Needs `userId`. Thirty days after the soft delete. */
export const deleteUser: readonly Exchange[] = [
  { step: 'deletes the user', method: 'DELETE', path: '/Users/{{userId}}', expect: { status: [204] } },
];

/** Needs `group` with `externalId`. Saves `groupId`. */
export const createGroup: readonly Exchange[] = [
  {
    step: 'looks for the group by name, without members',
    method: 'GET',
    path: '/Groups?excludedAttributes=members&filter=displayName+eq+%22{{group.name}}%22',
    expect: { status: [200], body: { totalResults: 0 } },
  },
  {
    step: 'creates the group; a proprietary schema comes along',
    method: 'POST',
    path: '/Groups',
    body: {
      schemas: [GROUP, PROPRIETARY_GROUP],
      externalId: '{{group.externalId}}',
      displayName: '{{group.name}}',
      meta: { resourceType: 'Group' },
    },
    expect: {
      status: [201],
      body: { id: { $text: true }, displayName: '{{group.name}}', externalId: '{{group.externalId}}' },
    },
    save: { groupId: 'id' },
  },
];

const patchGroup = (step: string, operations: readonly Template[]): readonly Exchange[] => [
  {
    step,
    method: 'PATCH',
    path: '/Groups/{{groupId}}',
    body: { schemas: [PATCH], Operations: operations },
    expect: { status: [200, 204] },
  },
];

/** Needs `groupId`, `members` (`{$ref: null, value}`). */
export const addMembers = patchGroup('adds a batch of members with $ref null', [
  { op: 'Add', path: 'members', value: '{{members}}' },
]);

/** Needs `groupId`, `members`. */
export const removeMembers = patchGroup('removes members by a value array', [
  { op: 'Remove', path: 'members', value: '{{members}}' },
]);

/** Needs `groupId`, `userId`. */
export const removeMemberByFlag = patchGroup('removes a member by a filtered path (aadOptscim062020)', [
  { op: 'remove', path: 'members[value eq "{{userId}}"]' },
]);

/** Needs `groupId`, `name`. */
export const renameGroup = patchGroup('renames the group', [{ op: 'Replace', path: 'displayName', value: '{{name}}' }]);

/** Needs `groupId`. */
export const deleteGroup: readonly Exchange[] = [
  { step: 'deletes the group', method: 'DELETE', path: '/Groups/{{groupId}}', expect: { status: [204] } },
];
