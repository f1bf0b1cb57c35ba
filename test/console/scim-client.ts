type Json = Record<string, unknown>;

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export interface Person {
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** An identity provider's side of one connection, over real HTTP. */
export interface ScimClient {
  test(): Promise<void>;
  /** Of the users it pushed, in the order of their names. */
  userNames(): Promise<string[]>;
  createUser(person: Person): Promise<string>;
  /** A user that has neither an e-mail nor one as its name: it stays unlinked. */
  createUnlinkedUser(userName: string): Promise<string>;
  createGroup(displayName: string, userIds: readonly string[]): Promise<string>;
  addMember(groupId: string, userId: string): Promise<void>;
  removeMember(groupId: string, userId: string): Promise<void>;
  setActive(userId: string, active: boolean): Promise<void>;
  deleteUser(userId: string): Promise<void>;
}

export function scimClient(scimBaseUrl: string, token: string): ScimClient {
  const send = async (method: string, path: string, body?: Json): Promise<Json> => {
    const response = await fetch(`${scimBaseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/scim+json',
        ...(body ? { 'content-type': 'application/scim+json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text ? (JSON.parse(text) as Json) : {};
  };
  const patch = (path: string, ...operations: Json[]) =>
    send('PATCH', path, { schemas: [PATCH], Operations: operations });
  const idOf = (created: Json): string => String(created.id);

  return {
    async test() {
      await send('GET', '/Users?filter=userName%20eq%20%22nobody%40example.com%22&startIndex=1&count=100');
    },
    async userNames() {
      const { Resources } = await send('GET', '/Users?sortBy=userName&attributes=userName');
      return (Resources as Json[]).map(({ userName }) => String(userName));
    },
    createUser: async ({ email, givenName, familyName }) =>
      idOf(
        await send('POST', '/Users', {
          schemas: [USER],
          userName: email,
          externalId: `ext-${email}`,
          name: { givenName, familyName },
          displayName: `${givenName} ${familyName}`,
          emails: [{ primary: true, type: 'work', value: email }],
          active: true,
        }),
      ),
    createUnlinkedUser: async (userName) =>
      idOf(await send('POST', '/Users', { schemas: [USER], userName, active: true })),
    createGroup: async (displayName, userIds) =>
      idOf(
        await send('POST', '/Groups', {
          schemas: [GROUP],
          displayName,
          members: userIds.map((value) => ({ value })),
        }),
      ),
    async addMember(groupId, userId) {
      await patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: [{ value: userId }] });
    },
    async removeMember(groupId, userId) {
      await patch(`/Groups/${groupId}`, { op: 'remove', path: `members[value eq "${userId}"]` });
    },
    async setActive(userId, active) {
      await patch(`/Users/${userId}`, { op: 'replace', value: { active } });
    },
    async deleteUser(userId) {
      await send('DELETE', `/Users/${userId}`);
    },
  };
}
