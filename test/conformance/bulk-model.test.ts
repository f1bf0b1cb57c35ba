import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const NAMES = ['ana', 'bo', 'cy', 'di', 'eve', 'flo', 'gus', ''] as const;

/** One operation in the model's terms: who is created or changed, and to whom it refers. */
type Op =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly manager?: string }
  | { readonly kind: 'group'; readonly id: string; readonly members: readonly string[] }
  | { readonly kind: 'rename'; readonly of: string; readonly name: string }
  | { readonly kind: 'manage'; readonly of: string; readonly manager: string }
  | { readonly kind: 'join' | 'leave'; readonly of: string; readonly member: string }
  | { readonly kind: 'delete'; readonly of: string; readonly endpoint: 'Users' | 'Groups' };

function randomOps(random: SeededRandom): Op[] {
  const size = 1 + random.below(10);
  const ids = Array.from({ length: size }, (_, index) => (index % 3 === 0 ? `${index}` : `1${index}`));
  const users = ids.filter((_, index) => index % 3 !== 2);
  const groups = ids.filter((_, index) => index % 3 === 2);
  const anyUser = () => (random.below(12) === 0 ? 'nobody' : (users[random.below(users.length)] ?? 'nobody'));
  const anyGroup = () => groups[random.below(groups.length)] ?? 'nobody';
  const changes: Op[] = Array.from({ length: random.below(6) }, () => {
    switch (random.below(6)) {
      case 0:
        return { kind: 'rename', of: anyUser(), name: random.pick(NAMES) };
      case 1:
        return { kind: 'manage', of: anyUser(), manager: anyUser() };
      case 2:
        return { kind: 'join', of: anyGroup(), member: anyUser() };
      case 3:
        return { kind: 'leave', of: anyGroup(), member: anyUser() };
      case 4:
        return { kind: 'delete', of: anyGroup(), endpoint: 'Groups' };
      default:
        return { kind: 'delete', of: anyUser(), endpoint: 'Users' };
    }
  });
  const creations = ids.map((id): Op => {
    if (groups.includes(id)) return { kind: 'group', id, members: Array.from({ length: random.below(4) }, anyUser) };
    const name = random.below(4) === 0 ? random.pick(NAMES) : `user ${id}`;
    return { kind: 'user', id, name, ...(random.below(2) === 0 && { manager: anyUser() }) };
  });
  const all = [...creations, ...changes];
  for (let index = all.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    [all[index], all[other]] = [all[other] as Op, all[index] as Op];
  }
  return all;
}

const refersTo = (op: Op): readonly string[] => {
  switch (op.kind) {
    case 'user':
      return op.manager === undefined ? [] : [op.manager];
    case 'group':
      return op.members;
    case 'manage':
      return [op.manager, op.of];
    case 'join':
    case 'leave':
      return [op.member, op.of];
    default:
      return [op.of];
  }
};

function onTheWire(op: Op): object {
  const change = (endpoint: string, of: string, operation: object) => ({
    method: 'PATCH',
    path: `/${endpoint}/bulkId:${of}`,
    data: { Operations: [operation] },
  });
  switch (op.kind) {
    case 'user': {
      const manager = op.manager !== undefined && { [ENTERPRISE]: { manager: { value: `bulkId:${op.manager}` } } };
      return { method: 'POST', path: '/Users', bulkId: op.id, data: { userName: op.name, ...manager } };
    }
    case 'group': {
      const members = op.members.map((member) => ({ value: `bulkId:${member}` }));
      return { method: 'POST', path: '/Groups', bulkId: op.id, data: { displayName: `group ${op.id}`, members } };
    }
    case 'rename':
      return change('Users', op.of, { op: 'replace', path: 'userName', value: op.name });
    case 'manage':
      return change('Users', op.of, { op: 'replace', value: { 'manager.value': `bulkId:${op.manager}` } });
    case 'join':
      return change('Groups', op.of, { op: 'add', path: 'members', value: [{ value: `bulkId:${op.member}` }] });
    case 'leave':
      return change('Groups', op.of, { op: 'remove', path: `members[value eq "bulkId:${op.member}"]` });
    default:
      return { method: 'DELETE', path: `/${op.endpoint}/bulkId:${op.of}` };
  }
}

/** One operation after the other, as RFC 7644 §3.7 reads: what is referred to first, circles as one. */
class Model {
  readonly users = new Map<string, { name: string; manager?: string }>();
  readonly groups = new Map<string, Set<string>>();
  readonly created = new Set<string>();
  readonly done: boolean[] = [];

  constructor(ops: readonly Op[]) {
    const creator = new Map(ops.flatMap((op, place) => (isCreation(op) ? [[op.id, place] as const] : [])));
    const reach = ops.map((op) => new Set(refersTo(op).flatMap((id) => creator.get(id) ?? [])));
    for (let grown = true; grown; ) {
      grown = false;
      for (const from of reach)
        for (const to of [...from])
          for (const further of reach[to] ?? [])
            if (!from.has(further)) {
              from.add(further);
              grown = true;
            }
    }
    const visited = new Set<number>();
    const visit = (place: number): void => {
      if (visited.has(place)) return;
      visited.add(place);
      const circle = ops
        .map((_, other) => other)
        .filter((other) => reach[place]?.has(other) && reach[other]?.has(place));
      const isFirst = circle.every((other) => other === place || !visited.has(other));
      for (const id of refersTo(ops[place] as Op)) {
        const next = creator.get(id);
        if (next !== undefined) visit(next);
      }
      if (circle.length === 0) this.done[place] = this.#carryOut(ops[place] as Op, new Set());
      else if (isFirst) this.#carryOutCircle(ops, circle);
    };
    for (const place of ops.keys()) visit(place);
  }

  #carryOutCircle(ops: readonly Op[], circle: readonly number[]): void {
    const users = new Map(this.users);
    const together = new Set(circle.map((place) => (ops[place] as { id: string }).id));
    const isDone = circle.map((place) => this.#carryOut(ops[place] as Op, together)).every((one) => one);
    for (const place of circle) this.done[place] = isDone;
    if (isDone) return;
    this.users.clear();
    for (const [id, user] of users) this.users.set(id, user);
    for (const id of together) this.created.delete(id);
  }

  #carryOut(op: Op, together: ReadonlySet<string>): boolean {
    if (!refersTo(op).every((id) => this.created.has(id) || together.has(id))) return false;
    const isTaken = (name: string, by?: string) =>
      [...this.users].some(([id, user]) => id !== by && user.name === name);
    switch (op.kind) {
      case 'user':
        if (op.name === '' || isTaken(op.name)) return false;
        this.users.set(op.id, { name: op.name, ...(op.manager !== undefined && { manager: op.manager }) });
        this.created.add(op.id);
        return true;
      case 'group':
        if (!op.members.every((member) => this.users.has(member))) return false;
        this.groups.set(op.id, new Set(op.members));
        this.created.add(op.id);
        return true;
      case 'rename': {
        const user = this.users.get(op.of);
        if (!user || op.name === '' || isTaken(op.name, op.of)) return false;
        this.users.set(op.of, { ...user, name: op.name });
        return true;
      }
      case 'manage': {
        const user = this.users.get(op.of);
        if (user) this.users.set(op.of, { ...user, manager: op.manager });
        return user !== undefined;
      }
      case 'join':
      case 'leave': {
        const group = this.groups.get(op.of);
        if (!group || (op.kind === 'join' && !this.users.has(op.member))) return false;
        if (op.kind === 'join') group.add(op.member);
        else group.delete(op.member);
        return true;
      }
      default:
        if (op.endpoint === 'Groups') return this.groups.delete(op.of);
        for (const group of this.groups.values()) group.delete(op.of);
        return this.users.delete(op.of);
    }
  }
}

const isCreation = (op: Op): op is Extract<Op, { readonly id: string }> => op.kind === 'user' || op.kind === 'group';

describe('Bulk requests at random, beside a naive model', () => {
  const seed = seedFrom('BULK_SEED');
  const rounds = Number(process.env.BULK_REQUESTS ?? 60);
  let service: ScimService;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());

  async function stateOf(client: ScimClient, bulkIds: ReadonlyMap<string, string>) {
    const name = (id: string) => bulkIds.get(id) ?? id;
    const users = (await client.send('GET', '/Users')).body.Resources;
    const groups = (await client.send('GET', '/Groups')).body.Resources;
    return {
      users: users
        .map((user: Record<string, unknown> & { id: string; userName: string }) => {
          const manager = (user[ENTERPRISE] as { manager?: { value: string } } | undefined)?.manager?.value;
          return [name(user.id), user.userName, manager && name(manager)];
        })
        .sort(),
      groups: groups
        .map(({ id, members }: { id: string; members: { value: string }[] }) => [
          name(id),
          members.map(({ value }) => name(value)).sort(),
        ])
        .sort(),
    };
  }

  it(`does what the model does, ${rounds} times (BULK_SEED=${seed})`, async () => {
    const random = new SeededRandom(seed);
    for (let round = 0; round < rounds; round++) {
      const client = await service.connect();
      const ops = randomOps(random);
      const model = new Model(ops);
      const Operations = ops.map(onTheWire);
      const inOrder = random.below(4) === 0;
      const answer = await client.send('POST', '/Bulk', { Operations, ...(inOrder && { failOnErrors: 1_000 }) });
      const answers: readonly { status: string; bulkId?: string; location?: string }[] = answer.body.Operations;
      const bulkIds = new Map(
        answers.flatMap(({ bulkId, location }) =>
          bulkId !== undefined && location ? [[location.split('/').at(-1) ?? '', bulkId] as const] : [],
        ),
      );
      const state = await stateOf(client, bulkIds);
      expect({ round, Operations, done: answers.map(({ status }) => Number(status) < 300), state }).toEqual({
        round,
        Operations,
        done: model.done,
        state: {
          users: [...model.users].map(([id, user]) => [id, user.name, user.manager]).sort(),
          groups: [...model.groups].map(([id, members]) => [id, [...members].sort()]).sort(),
        },
      });
    }
    expect(service.application.errors).toEqual([]);
  });
});
