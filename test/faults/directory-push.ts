import type { SyncJobKind } from '../../src/domain/provisioning/sync-job.ts';
import type { Change, ScimAnswer, ScimSession } from './scim-session.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A person as the client wants them to be. */
export interface PushedUser {
  readonly userName: string;
  readonly title: string;
  readonly email: string;
  readonly active: boolean;
}

export interface PushedGroup {
  readonly displayName: string;
  /** Keys of its members. */
  readonly members: ReadonlySet<string>;
}

/** The directory a client pushes, change by change: what it wants the service to hold, and how it gets it there. */
export class DirectoryPush {
  readonly users = new Map<string, PushedUser>();
  readonly groups = new Map<string, PushedGroup>();
  /** Record key → id, deleted records included. */
  readonly ids = new Map<string, string>();
  readonly #session: ScimSession;

  constructor(session: ScimSession) {
    this.#session = session;
  }

  async createUser(key: string): Promise<void> {
    const email = `${key}@acme.example`;
    const user = { userName: email, title: 'New', email, active: true };
    await this.#create(key, 'user_created', '/Users', resourceOf(user), `userName eq "${user.userName}"`);
    this.users.set(key, user);
  }

  /** As Okta does: reads nothing, replaces the whole user. */
  async replaceUser(key: string, changes: Partial<PushedUser>, kind?: SyncJobKind): Promise<void> {
    const user = { ...this.#user(key), ...changes };
    await this.#session.write({
      target: key,
      kind,
      method: 'PUT',
      path: this.#path('Users', key),
      body: resourceOf(user),
    });
    this.users.set(key, user);
  }

  /** As Entra does: one operation, the flag as text. */
  async setActive(key: string, active: boolean): Promise<void> {
    const operation = { op: 'Replace', path: 'active', value: active ? 'True' : 'False' };
    const kind = active ? 'user_reactivated' : 'user_deactivated';
    await this.#patch('Users', key, kind, [operation]);
    this.users.set(key, { ...this.#user(key), active });
  }

  async deleteUser(key: string): Promise<void> {
    await this.#session.write({ target: key, kind: 'user_deleted', method: 'DELETE', path: this.#path('Users', key) });
    this.users.delete(key);
    for (const [group, { members }] of this.groups)
      this.#setMembers(
        group,
        [...members].filter((member) => member !== key),
      );
  }

  async createGroup(key: string, displayName: string): Promise<void> {
    const body = { schemas: [GROUP], displayName, members: [] };
    await this.#create(key, 'group_created', '/Groups', body, `displayName eq "${displayName}"`);
    this.groups.set(key, { displayName, members: new Set() });
  }

  async addMembers(key: string, members: readonly string[]): Promise<void> {
    const value = members.map((member) => ({ value: this.#id(member) }));
    await this.#patch('Groups', key, 'group_members_changed', [{ op: 'add', path: 'members', value }]);
    this.#setMembers(key, [...this.#group(key).members, ...members]);
  }

  async removeMember(key: string, member: string): Promise<void> {
    const path = `members[value eq "${this.#id(member)}"]`;
    await this.#patch('Groups', key, 'group_members_changed', [{ op: 'remove', path }]);
    this.#setMembers(
      key,
      [...this.#group(key).members].filter((other) => other !== member),
    );
  }

  async replaceMembers(key: string, members: readonly string[]): Promise<void> {
    const value = members.map((member) => ({ value: this.#id(member) }));
    await this.#patch('Groups', key, 'group_members_changed', [{ op: 'replace', path: 'members', value }]);
    this.#setMembers(key, members);
  }

  async renameGroup(key: string, displayName: string): Promise<void> {
    await this.#patch('Groups', key, 'group_changed', [{ op: 'replace', path: 'displayName', value: displayName }]);
    this.groups.set(key, { ...this.#group(key), displayName });
  }

  async deleteGroup(key: string): Promise<void> {
    await this.#session.write({
      target: key,
      kind: 'group_deleted',
      method: 'DELETE',
      path: this.#path('Groups', key),
    });
    this.groups.delete(key);
  }

  /** Creates a record; when no answer came, looks whether it is there, and then makes it what it should be. */
  async #create(key: string, kind: SyncJobKind, path: string, body: object, filter: string): Promise<void> {
    const afterSilence = async (change: Change): Promise<ScimAnswer | undefined> => {
      const found = await this.#session.read(`${path}?filter=${encodeURIComponent(filter)}`);
      const id = found.body.Resources?.[0]?.id;
      if (id === undefined) return undefined;
      const answer = await this.#session.attempt('PUT', `${path}/${id}`, body);
      if (!answer || answer.status >= 300) return undefined;
      change.requestIds.push(answer.requestId);
      return answer;
    };
    const answer = await this.#session.write({ target: key, kind, method: 'POST', path, body, afterSilence });
    this.ids.set(key, answer.body.id ?? '');
  }

  async #patch(type: 'Users' | 'Groups', key: string, kind: SyncJobKind, operations: readonly object[]): Promise<void> {
    const body = { schemas: [PATCH], Operations: operations };
    await this.#session.write({ target: key, kind, method: 'PATCH', path: this.#path(type, key), body });
  }

  #path(type: 'Users' | 'Groups', key: string): string {
    return `/${type}/${this.#id(key)}`;
  }

  #id(key: string): string {
    const id = this.ids.get(key);
    if (id === undefined) throw new Error(`${key} was never pushed`);
    return id;
  }

  #user(key: string): PushedUser {
    const user = this.users.get(key);
    if (!user) throw new Error(`${key} is not there`);
    return user;
  }

  #group(key: string): PushedGroup {
    const group = this.groups.get(key);
    if (!group) throw new Error(`${key} is not there`);
    return group;
  }

  #setMembers(key: string, members: readonly string[]): void {
    this.groups.set(key, { ...this.#group(key), members: new Set(members) });
  }
}

const resourceOf = ({ userName, title, email, active }: PushedUser): object => ({
  schemas: [USER],
  userName,
  title,
  active,
  emails: [{ value: email, type: 'work', primary: true }],
});
