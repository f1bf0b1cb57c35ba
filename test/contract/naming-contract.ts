import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  absent,
  and,
  type Condition,
  eq,
  gte,
  isIn,
  namedBy,
  not,
  or,
  present,
} from '../../src/application/ports/query.ts';
import type { Person, Plain } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { store, withDatabase } from './with-database.ts';

const TEAMS = 6;
const teamId = (place: number): string => `team${place}`;

/** A condition on teams and what it means, said of a team and those who are in it. */
interface Said {
  readonly condition: Condition<Plain>;
  readonly holds: (team: Partial<Plain>, people: readonly Partial<Person>[]) => boolean;
}

const aboutPeople: readonly (readonly [Condition<Person>, (person: Partial<Person>) => boolean])[] = [
  [eq('active', true), ({ active }) => active === true],
  [eq('name', 'ANA'), ({ name }) => name === 'Ana'],
  [absent('leftAt'), ({ leftAt }) => leftAt === undefined],
  [and(present('name'), gte('age', 5)), ({ name, age }) => name !== undefined && (age ?? 0) >= 5],
  [isIn('role', ['lead', 'deputy']), ({ role }) => role === 'lead' || role === 'deputy'],
  [and(), () => true],
];

const said: fc.Arbitrary<Said> = fc.letrec<{ said: Said }>((tie) => ({
  said: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...aboutPeople).map(
      ([where, holds]): Said => ({
        condition: namedBy<Person>('people', 'team', where),
        holds: ({ id }, people) => people.some((person) => person.team === id && holds(person)),
      }),
    ),
    fc
      .constantFrom('x', 'y')
      .map((text): Said => ({ condition: eq('text', text), holds: (team) => team.text === text })),
    fc
      .nat(TEAMS)
      .map((from): Said => ({ condition: gte('id', teamId(from)), holds: ({ id }) => String(id) >= teamId(from) })),
    tie('said').map(({ condition, holds }): Said => ({ condition: not(condition), holds: (...of) => !holds(...of) })),
    fc.array(tie('said'), { maxLength: 3 }).map(
      (parts): Said => ({
        condition: and(...parts.map(({ condition }) => condition)),
        holds: (...of) => parts.every(({ holds }) => holds(...of)),
      }),
    ),
    fc.array(tie('said'), { maxLength: 3 }).map(
      (parts): Said => ({
        condition: or(...parts.map(({ condition }) => condition)),
        holds: (...of) => parts.some(({ holds }) => holds(...of)),
      }),
    ),
  ),
})).said;

const people = fc.array(
  fc.record(
    {
      team: fc.nat(TEAMS).map(teamId),
      name: fc.constantFrom('Ana', 'Bo'),
      age: fc.nat(9),
      active: fc.constant(false),
      leftAt: fc.constant('2026-01-01'),
      role: fc.constantFrom('deputy', 'clerk'),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 12 },
);

export function describeNaming(engine: ContractEngine): void {
  describe('asking who names a document', () => {
    const bench = withDatabase(engine);

    it('finds, counts and pages what the plain words say, in every combination', async () => {
      await fc.assert(
        fc.asyncProperty(people, said, fc.boolean(), async (drawn, { condition, holds }, isOldest) => {
          const { db } = bench;
          const tenant = bench.tenant();
          // Names of people who are still here are unique within a team.
          const members = drawn.map((person, place) => ({
            ...person,
            code: `c${place}`,
            ...(place > 0 && { leftAt: '2026' }),
          }));
          await store(db, tenant, members);
          const teams = Array.from({ length: TEAMS }, (_, place) => ({
            id: teamId(place),
            tenant,
            ...(place % 3 > 0 && { text: place % 2 === 0 ? 'x' : 'y' }),
          }));
          await db.transaction(async (tx) => tx.plains.insertMany(teams));
          const expected = teams.filter((team) => holds(team, members)).map(({ id }) => id);
          if (isOldest) expected.reverse();
          const where = condition;
          const sort = [{ field: 'id', direction: isOldest ? 'descending' : 'ascending' }] as const;
          const found = await db.plains.find(tenant, { where, sort });
          expect(found).toEqual(
            expected.map((id) => expect.objectContaining({ ...teams.find((team) => team.id === id) })),
          );
          expect(
            Object.keys(found[0] ?? {}).filter((key) => !['id', 'tenant', 'version', 'text'].includes(key)),
          ).toEqual([]);
          expect(await db.plains.count(tenant, where)).toBe(expected.length);
          expect((await db.plains.select(tenant, ['id', 'version'], { where, sort })).map(({ id }) => id)).toEqual(
            expected,
          );
          expect((await db.plains.findOne(tenant, where))?.id).toBe([...expected].sort()[0]);
          expect((await db.plains.find(tenant, { where, sort, offset: 1, limit: 2 })).map(({ id }) => id)).toEqual(
            expected.slice(1, 3),
          );
          const walked: string[] = [];
          for await (const { id } of db.plains.scan(tenant, { where, sort }, 2)) walked.push(id);
          expect(walked).toEqual(expected);
          const byText = [{ field: 'text', direction: 'descending' }, { field: 'id' }] as const;
          const [first] = await db.plains.find(tenant, { where, sort: byText, limit: 1 });
          const rest = first
            ? await db.plains.find(tenant, { where, sort: byText, after: db.plains.cursorOf({ sort: byText }, first) })
            : [];
          expect([first, ...rest].flatMap((team) => team?.id ?? []).sort()).toEqual([...expected].sort());
          const texts = await db.plains.countBy(tenant, 'text', where);
          expect(texts.get('x') ?? 0).toBe(
            expected.filter((id) => teams.find((team) => team.id === id)?.text === 'x').length,
          );
        }),
        { numRuns: 60 },
      );
    });

    it('does not look at other tenants', async () => {
      const [tenant, other] = [bench.tenant(), bench.tenant()];
      await bench.db.transaction(async (tx) => tx.plains.insert({ id: 'team', tenant }));
      await store(bench.db, other, [{ team: 'team' }]);
      const where = namedBy<Person>('people', 'team', and());
      expect(await bench.db.plains.find(tenant, { where })).toEqual([]);
      expect(await bench.db.plains.count(tenant, not(where))).toBe(1);
      await store(bench.db, tenant, [{ team: 'team' }]);
      expect(await bench.db.plains.count(tenant, where)).toBe(1);
    });

    it('sees what its transaction has written', async () => {
      const tenant = bench.tenant();
      await bench.db.transaction(async (tx) => tx.plains.insert({ id: 'team', tenant }));
      const where = namedBy<Person>('people', 'team', eq('active', true));
      const seen = await bench.db.transaction(async (tx) => {
        const before = await tx.plains.count(tenant, where);
        tx.people.insert({ id: 'p', tenant, team: 'team', active: true });
        return [before, await tx.plains.count(tenant, where), (await tx.plains.find(tenant, { where })).length];
      });
      expect(seen).toEqual([0, 1, 1]);
    });

    it('refuses what it is not for', async () => {
      const tenant = bench.tenant();
      const inner = namedBy<Person>('people', 'team', and());
      const find = (where: Condition<Plain>) => bench.db.plains.find(tenant, { where });
      await expect(find(namedBy('nobody', 'id', and()))).rejects.toThrow(TypeError);
      await expect(find(namedBy('people', 'team', inner))).rejects.toThrow(TypeError);
      const people = namedBy<Person>('people', 'team', and());
      await expect(bench.db.people.find(tenant, { where: people })).rejects.toThrow(TypeError);
      await expect(bench.db.transaction((tx) => tx.plains.updateWhere(tenant, inner, { text: 'x' }))).rejects.toThrow(
        TypeError,
      );
      await expect(bench.db.transaction((tx) => tx.plains.deleteWhere(tenant, inner))).rejects.toThrow(TypeError);
      await expect(bench.db.plains.findAcrossTenants({ where: inner })).rejects.toThrow(TypeError);
    });
  });
}
