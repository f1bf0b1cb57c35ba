import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Condition, ElementCondition, FieldPath, Scalar } from '../../src/application/ports/query.ts';
import type { Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { matches } from './reference-match.ts';
import { idsOf, store, withDatabase } from './with-database.ts';

const texts = fc.constantFrom('', 'a', 'A', 'b', 'ab', 'aB', 'ß', 'É', 'e\u0301', '%', '_', '\\', '5', '😀', '\uFFFD');
const numbers = fc.constantFrom(0, 1, -1, 1.5, 5, 1e21, 5e-324);
const scalars: fc.Arbitrary<Scalar> = fc.oneof(texts, numbers, fc.boolean());
const keys = fc.constantFrom('a', 'A', 'b.c', '', '0', '__proto__');

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalars,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const people = fc.record(
  { name: texts, role: texts, age: numbers, active: fc.boolean(), profile: json, raw: json },
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Person>>;

const below = fc.array(keys, { maxLength: 2 });
const paths: fc.Arbitrary<FieldPath<Person>> = fc.oneof(
  fc.constantFrom<FieldPath<Person>>('name', 'role', 'age', 'active', 'profile', 'raw'),
  fc
    .tuple(fc.constantFrom('profile' as const, 'raw' as const), below)
    .map(([field, rest]) => [field, ...rest] as const),
);

const tests = fc.oneof(
  fc.record({
    op: fc.constantFrom('eq' as const, 'gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    value: scalars,
  }),
  fc.record({ op: fc.constant('in' as const), values: fc.array(scalars, { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('contains' as const, 'startsWith' as const, 'endsWith' as const), value: texts }),
  fc.record({ op: fc.constant('present' as const) }),
);
const caseRules = fc.constantFrom({}, { caseExact: true });

const elementConditions = fc.letrec<{ condition: ElementCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(tests, below, caseRules).map(([test, field, rule]) => ({ ...test, field, ...rule }) as ElementCondition),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
  ),
})).condition;

const conditions = fc.letrec<{ condition: Condition<Person> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(tests, paths, caseRules).map(([test, field, rule]) => ({ ...test, field, ...rule }) as Condition<Person>),
    fc
      .tuple(fc.constantFrom('profile' as const, 'raw' as const), below, elementConditions)
      .map(([field, rest, condition]) => ({
        op: 'elementMatch' as const,
        field: [field, ...rest] as const,
        condition,
      })),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      conditions: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
  ),
})).condition;

export function describeRandomQueries(engine: ContractEngine): void {
  describe('random conditions over random documents', () => {
    const bench = withDatabase(engine);
    const tenant = 'random';

    beforeAll(async () => {
      await store(bench.db, tenant, fc.sample(people, { numRuns: 150, seed: 7 }));
    });

    it('mean what the port says they mean', async () => {
      const everybody = await bench.db.people.find(tenant);
      await fc.assert(
        fc.asyncProperty(conditions, async (where) => {
          const wanted = idsOf(everybody.filter((person) => matches(person, where)));
          expect(idsOf(await bench.db.people.find(tenant, { where }))).toEqual(wanted);
        }),
        { numRuns: 400 },
      );
    });

    it('guard a patch as they find a document', async () => {
      const everybody = await bench.db.people.find(tenant);
      await fc.assert(
        fc.asyncProperty(conditions, fc.nat({ max: everybody.length - 1 }), async (where, place) => {
          const person = everybody[place] as Person;
          const stop = new Error('enough');
          const patched = bench.db.transaction(async (tx) => {
            tx.people.patch(
              tenant,
              person.id,
              { code: person.id },
              matches(person, where) ? where : { op: 'not', condition: where },
            );
            await tx.people.count(tenant);
            throw stop;
          });
          await expect(patched).rejects.toBe(stop);
        }),
        { numRuns: 100 },
      );
    });
  });
}
