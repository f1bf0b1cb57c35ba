import fc from 'fast-check';
import type { FieldsToSet } from '../../src/application/ports/database.ts';
import type { Condition, Query } from '../../src/application/ports/query.ts';
import type { ContractDatabase, ContractTransaction, Person } from './contract-collections.ts';
import { changes, conditions, ids, type PersonFields, personFields, queries } from './random-documents.ts';

/** One thing to do to the people of a tenant. Given the same people, it has one right answer. */
export type Step =
  | { readonly do: 'insert'; readonly people: readonly (readonly [id: string, fields: PersonFields])[] }
  | { readonly do: 'replace'; readonly id: string; readonly fields: PersonFields; readonly version: number }
  | { readonly do: 'patch'; readonly id: string; readonly set: FieldsToSet<Person>; readonly when?: Condition<Person> }
  | { readonly do: 'updateWhere'; readonly where: Condition<Person>; readonly set: FieldsToSet<Person> }
  | { readonly do: 'deleteWhere'; readonly where: Condition<Person> }
  | { readonly do: 'bump'; readonly ids: readonly string[] }
  | { readonly do: 'get'; readonly id: string }
  | { readonly do: 'getMany'; readonly ids: readonly string[] }
  | { readonly do: 'find' | 'scan' | 'pages'; readonly query: Query<Person>; readonly size: number }
  | { readonly do: 'findOne' | 'count'; readonly where: Condition<Person> }
  | { readonly do: 'countBy'; readonly field: 'name' | 'team' | 'age' | 'active'; readonly where: Condition<Person> };

const insert = fc.record({
  do: fc.constant('insert'),
  people: fc.uniqueArray(fc.tuple(ids, personFields), { selector: ([id]) => id, minLength: 1, maxLength: 4 }),
});

const writes = fc.oneof(
  insert,
  fc.record({ do: fc.constant('replace'), id: ids, fields: personFields, version: fc.integer({ min: 1, max: 3 }) }),
  fc.record(
    { do: fc.constant('patch'), id: ids, set: changes, when: conditions },
    { requiredKeys: ['do', 'id', 'set'] },
  ),
  fc.record({ do: fc.constant('updateWhere'), where: conditions, set: changes }),
  fc.record({ do: fc.constant('deleteWhere'), where: conditions }),
  fc.record({ do: fc.constant('bump'), ids: fc.array(ids, { maxLength: 3 }) }),
) as fc.Arbitrary<Step>;

const reads = fc.oneof(
  fc.record({ do: fc.constant('get'), id: ids }),
  fc.record({ do: fc.constant('getMany'), ids: fc.array(ids, { maxLength: 4 }) }),
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('find', 'find', 'scan', 'pages'),
      query: queries,
      size: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('findOne', 'count'), where: conditions }) },
  fc.record({
    do: fc.constant('countBy'),
    field: fc.constantFrom('name', 'team', 'age', 'active'),
    where: conditions,
  }),
) as fc.Arbitrary<Step>;

/** Steps of one transaction; the writes of one turn travel together. */
export interface Script {
  readonly way: 'transaction' | 'optimistic';
  readonly steps: readonly Step[];
}

const scripts: fc.Arbitrary<Script> = fc.record({
  way: fc.constantFrom('transaction' as const, 'optimistic' as const),
  steps: fc.array(fc.oneof(writes, writes, reads), { minLength: 1, maxLength: 4 }),
});

/** People, then transactions one after the other, then questions. */
export const stories = fc.record({
  people: fc.uniqueArray(fc.tuple(ids, personFields), { selector: ([id]) => id, maxLength: 8 }),
  scripts: fc.array(scripts, { maxLength: 2 }),
  questions: fc.array(reads, { minLength: 1, maxLength: 4 }),
});

/** Two transactions, the second one while the first, which holds nothing yet, is between its steps. */
export const races = fc.record({
  people: fc.uniqueArray(fc.tuple(ids, personFields), { selector: ([id]) => id, minLength: 2, maxLength: 6 }),
  before: fc.array(reads, { minLength: 1, maxLength: 2 }),
  between: fc.array(writes, { minLength: 1, maxLength: 2 }),
  after: fc.array(fc.oneof(writes, reads), { minLength: 1, maxLength: 2 }),
});

export async function perform(
  people: ContractDatabase['people'] | ContractTransaction['people'],
  tenant: string,
  step: Step,
): Promise<unknown> {
  const writable = people as ContractTransaction['people'];
  switch (step.do) {
    case 'insert':
      return writable.insertMany(step.people.map(([id, fields]) => ({ ...fields, id, tenant })));
    case 'replace':
      return writable.replace({ ...step.fields, id: step.id, tenant }, step.version);
    case 'patch':
      return writable.patch(tenant, step.id, step.set, step.when);
    case 'updateWhere':
      return writable.updateWhere(tenant, step.where, step.set);
    case 'deleteWhere':
      return writable.deleteWhere(tenant, step.where);
    case 'bump':
      return writable.bump(tenant, step.ids);
    case 'get':
      return people.get(tenant, step.id);
    case 'getMany':
      return (await people.getMany(tenant, step.ids)).sort((a, b) => (a.id < b.id ? -1 : 1));
    case 'find':
      return people.find(tenant, step.query);
    case 'scan': {
      const all: Person[] = [];
      for await (const person of people.scan(tenant, step.query, step.size)) all.push(person);
      return all;
    }
    case 'pages':
      return pages(people, tenant, step.query, step.size);
    case 'findOne':
      return people.findOne(tenant, step.where);
    case 'count':
      return people.count(tenant, step.where);
    case 'countBy':
      return [...(await people.countBy(tenant, step.field, step.where))].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

/** Page after page by cursor, each cursor having been to JSON and back. */
async function pages(people: ContractDatabase['people'], tenant: string, query: Query<Person>, size: number) {
  const all: Person[] = [];
  const { offset: _offset, ...rest } = query;
  let next: Query<Person> = { ...rest, limit: size };
  for (let page = 0; page < 12; page++) {
    const found = await people.find(tenant, next);
    all.push(...found);
    const last = found.at(-1);
    if (last === undefined) break;
    next = { ...next, after: JSON.parse(JSON.stringify(people.cursorOf(next, last))) };
  }
  return all;
}
