import type { Exchange, Provider } from '../player/exchange.ts';

/** Okta's SCIM 2.0 client, as its integration wizard sets it up: users by PUT, no DELETE of users. */
export const okta: Provider = {
  name: 'okta',
  title: 'Okta',
  headers: {
    'User-Agent': 'Okta SCIM Client 1.0.0',
    Accept: 'application/scim+json',
    'Accept-Charset': 'utf-8',
  },
  contentType: 'application/scim+json; charset=utf-8',
  space: '%20',
};

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The user as Okta writes it back: everything it knows, and `groups` and `meta` from the answer it read before. */
const wholeUser = (active: boolean) => ({
  schemas: [USER],
  id: '{{userId}}',
  userName: '{{person.email}}',
  name: { givenName: '{{person.givenName}}', familyName: '{{person.familyName}}' },
  emails: [{ primary: true, value: '{{person.email}}', type: 'work', display: '{{person.email}}' }],
  displayName: '{{person.displayName}}',
  locale: 'en-US',
  externalId: '{{person.externalId}}',
  active,
  groups: [],
  meta: { resourceType: 'User' },
});

const readUser: Exchange = {
  step: 'reads the user before it writes',
  method: 'GET',
  path: '/Users/{{userId}}',
  expect: { status: [200], body: { id: '{{userId}}', userName: { $ignoringCase: '{{person.email}}' } } },
};

/** Needs `person`. Saves `userId`. */
export const assignUser: readonly Exchange[] = [
  {
    step: 'looks for the user by userName',
    method: 'GET',
    path: '/Users?filter=userName%20eq%20%22{{person.email}}%22&startIndex=1&count=100',
    expect: { status: [200], body: { totalResults: 0, Resources: { $count: 0 } } },
  },
  {
    step: 'creates the user',
    method: 'POST',
    path: '/Users',
    body: {
      schemas: [USER],
      userName: '{{person.email}}',
      name: { givenName: '{{person.givenName}}', familyName: '{{person.familyName}}' },
      emails: [{ primary: true, value: '{{person.email}}', type: 'work' }],
      displayName: '{{person.displayName}}',
      locale: 'en-US',
      externalId: '{{person.externalId}}',
      groups: [],
      password: '{{person.password}}',
      active: true,
    },
    expect: {
      status: [201],
      body: {
        id: { $text: true },
        userName: { $ignoringCase: '{{person.email}}' },
        active: true,
        password: { $exists: false },
        'meta.location': { $text: true },
      },
    },
    save: { userId: 'id' },
  },
];

/** Needs `person`, `userId`. */
export const deactivateUser: readonly Exchange[] = [
  readUser,
  {
    step: 'replaces the user with active: false',
    method: 'PUT',
    path: '/Users/{{userId}}',
    body: wholeUser(false),
    expect: { status: [200], body: { id: '{{userId}}', active: false } },
  },
];

/** Needs `person`, `userId`. Okta looks a returning user up and takes up the record it finds. */
export const reactivateUser: readonly Exchange[] = [
  {
    step: 'looks for the returning user and finds the inactive record',
    method: 'GET',
    path: '/Users?filter=userName%20eq%20%22{{person.email}}%22&startIndex=1&count=100',
    expect: {
      status: [200],
      body: { totalResults: 1, 'Resources.0.id': '{{userId}}', 'Resources.0.active': false },
    },
  },
  {
    step: 'replaces the user with active: true',
    method: 'PUT',
    path: '/Users/{{userId}}',
    body: wholeUser(true),
    expect: { status: [200], body: { active: true } },
  },
];

/** Needs `person` with its new profile, `userId`. */
export const pushProfile: readonly Exchange[] = [
  readUser,
  {
    step: 'replaces the user with its new profile',
    method: 'PUT',
    path: '/Users/{{userId}}',
    body: wholeUser(true),
    expect: {
      status: [200],
      body: { 'name.familyName': '{{person.familyName}}', displayName: '{{person.displayName}}', active: true },
    },
  },
];

/** Needs `group`. Saves `groupId`. */
export const createGroup: readonly Exchange[] = [
  {
    step: 'looks for the group by name',
    method: 'GET',
    path: '/Groups?filter=displayName%20eq%20%22{{group.name}}%22&startIndex=1&count=100',
    expect: { status: [200], body: { totalResults: 0 } },
  },
  {
    step: 'creates the group without members',
    method: 'POST',
    path: '/Groups',
    body: { schemas: [GROUP], displayName: '{{group.name}}', members: [] },
    expect: {
      status: [201],
      body: { id: { $text: true }, displayName: '{{group.name}}', members: { $exists: false } },
    },
    save: { groupId: 'id' },
  },
];

/** Needs `group`, `groupId`, `members` (`{value, display}`): the wizard app replaces the whole group. */
export const pushWholeGroup: readonly Exchange[] = [
  {
    step: 'reads the group before it writes',
    method: 'GET',
    path: '/Groups/{{groupId}}',
    expect: { status: [200], body: { id: '{{groupId}}' } },
  },
  {
    step: 'replaces the group with all its members',
    method: 'PUT',
    path: '/Groups/{{groupId}}',
    body: { schemas: [GROUP], id: '{{groupId}}', displayName: '{{group.name}}', members: '{{members}}' },
    expect: { status: [200], body: { displayName: '{{group.name}}' } },
  },
];

const patchGroup = (step: string, operations: Exchange['body']): readonly Exchange[] => [
  {
    step,
    method: 'PATCH',
    path: '/Groups/{{groupId}}',
    body: { schemas: [PATCH], Operations: operations ?? [] },
    expect: { status: [200, 204] },
  },
];

/** Needs `groupId`, `members`: catalog apps patch. */
export const replaceMembers = patchGroup('replaces the members by PATCH', [
  { op: 'replace', path: 'members', value: '{{members}}' },
]);

/** Needs `groupId`, `members`. */
export const addMembers = patchGroup('adds members by PATCH', [{ op: 'add', path: 'members', value: '{{members}}' }]);

/** Needs `groupId`, `userId`. */
export const removeMember = patchGroup('removes a member by a filtered path', [
  { op: 'remove', path: 'members[value eq "{{userId}}"]' },
]);

/** Needs `groupId`, `name`. */
export const renameGroup = patchGroup('renames the group; the value carries the id', [
  { op: 'replace', value: { id: '{{groupId}}', displayName: '{{name}}' } },
]);

/** Needs `groupId`. */
export const deleteGroup: readonly Exchange[] = [
  { step: 'deletes the group', method: 'DELETE', path: '/Groups/{{groupId}}', expect: { status: [204] } },
];
