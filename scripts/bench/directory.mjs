const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export const userNameOf = (name) => `${name}@acme.example`;

/** A user as an identity provider sends it. `revision` changes what a sync job is needed for: the linking e-mail. */
export function userBody(name, { revision = 0, active = true } = {}) {
  const userName = userNameOf(name);
  return {
    schemas: [CORE, ENTERPRISE],
    userName,
    externalId: `00u-${name}`,
    name: { givenName: 'Ana', familyName: `Lovelace ${name}`, formatted: `Ana Lovelace ${name}` },
    displayName: `Ana Lovelace ${name}`,
    title: 'Principal engineer',
    active,
    preferredLanguage: 'en-GB',
    timezone: 'Europe/Berlin',
    emails: [{ value: revision === 0 ? userName : `${name}.${revision}@acme.example`, type: 'work', primary: true }],
    phoneNumbers: [{ value: '+49 30 901820', type: 'work' }],
    [ENTERPRISE]: { employeeNumber: name, department: 'Research', costCenter: '4130', organization: 'Acme' },
  };
}

/** What the bare server keeps and answers: as large as the resource Holdfast answers. */
export const bareUser = (id, name) => ({
  ...userBody(name),
  id,
  meta: {
    resourceType: 'User',
    created: '2026-01-01T00:00:00.000Z',
    lastModified: '2026-01-01T00:00:00.000Z',
    location: `http://127.0.0.1:3000/scim/v2/Users/${id}`,
    version: 'W/"1"',
  },
});

/** The same for a group, without its members. */
export const bareGroup = (id, displayName) => ({
  id,
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName,
  meta: {
    resourceType: 'Group',
    created: '2026-01-01T00:00:00.000Z',
    lastModified: '2026-01-01T00:00:00.000Z',
    location: `http://127.0.0.1:3000/scim/v2/Groups/${id}`,
    version: 'W/"1"',
  },
});

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const patchActive = (active) => ({
  schemas: [PATCH],
  Operations: [{ op: 'replace', value: { active } }],
});

export const patchMembers = (op, userIds) => ({
  schemas: [PATCH],
  Operations: [{ op, path: 'members', value: userIds.map((value) => ({ value })) }],
});

export const groupBody = (displayName, userIds) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName,
  members: userIds.map((value) => ({ value })),
});
