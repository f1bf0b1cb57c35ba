import fc from 'fast-check';
import type { FieldsToSet } from '../../src/application/ports/database.ts';
import type {
  Condition,
  ElementCondition,
  FieldPath,
  Query,
  Scalar,
  SortKey,
} from '../../src/application/ports/query.ts';
import type { Person } from './contract-collections.ts';

/** Texts that meet each other: few, in several cases and spellings, with signs that mean something to some engine. */
export const texts = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', 'a', 'A', 'b', 'ab', 'aB', 'é', 'É', 'e\u0301', 'ß', 'SS', 'ς', 'Σ') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('%', '_', '\\', '$a', '$$x', 'a.b', '5', 'true', 'null', '\uFFFD', '\uE000'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '😀',
      '👩‍🚀',
      '\u0130',
      'ı',
      '\u{10FFFF}',
      '\uD7FF',
      '\u0001',
      ' ',
      '\u00A0',
      "it's",
      '"',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !text.includes('\0')) },
);

export const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, -0, 1, -1, 1.5, 2, 5, 10, 9) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      0.1 + 0.2,
      1e21,
      1e300,
      5e-324,
      Number.MAX_VALUE,
      Number.MAX_SAFE_INTEGER,
      2 ** 53,
      2 ** 53 + 2,
      2 ** 31,
      -(2 ** 31) - 1,
      2 ** 63,
    ),
  },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

const scalars: fc.Arbitrary<Scalar> = fc.oneof(texts, numbers, fc.boolean());
/** What may be compared with, though nothing like it is stored. */
const bounds: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 20, arbitrary: scalars },
  {
    weight: 1,
    arbitrary: fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 'a\0', '\ud800'),
  },
);
const keys = fc.constantFrom(
  'a',
  'A',
  'b.c',
  '',
  '0',
  '$x',
  '%',
  '%2E',
  '%_0',
  '__proto__',
  '_bsontype',
  'constructor',
);

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalars,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const nullable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });

const fields = {
  name: nullable(texts),
  code: texts,
  team: nullable(fc.constantFrom('t', 'T', 'u')),
  role: nullable(fc.constantFrom('lead', 'deputy', 'other', '')),
  age: nullable(numbers),
  active: fc.boolean(),
  leftAt: nullable(fc.constantFrom('', '2020', '2021')),
  profile: json,
  raw: json,
  note: json,
};

export const ids = fc.constantFrom('1', '10', '2', 'A', 'a', 'b', 'é', '😀', '\uFFFD', ' ', 'x y');

export type PersonFields = Partial<Omit<Person, 'id' | 'tenant' | 'version'>>;
export const personFields = fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<PersonFields>;

export const changes = fc.record(
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      fc.oneof(
        { weight: 4, arbitrary: value as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<FieldsToSet<Person>>;

const below = fc.array(keys, { maxLength: 2 });
const jsonPath = fc
  .tuple(fc.constantFrom('profile' as const, 'raw' as const), below)
  .map(([field, rest]) => [field, ...rest] as const);
const scalarFields = fc.constantFrom('name', 'code', 'team', 'role', 'age', 'active', 'leftAt', 'id', 'version');
const paths = fc.oneof(scalarFields, fc.constantFrom('profile', 'raw'), jsonPath) as fc.Arbitrary<FieldPath<Person>>;

const tests = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'gt', 'gte', 'lt', 'lte'), value: bounds }),
  fc.record({ op: fc.constant('in'), values: fc.array(bounds, { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('contains', 'startsWith', 'endsWith'), value: fc.oneof(texts, fc.constant('\0')) }),
  fc.record({ op: fc.constant('present') }),
);
const caseRules = fc.constantFrom({}, {}, { caseExact: true });
const junctions = <T>(part: fc.Arbitrary<T>) => [
  fc.record({ op: fc.constantFrom('and' as const, 'or' as const), conditions: fc.array(part, { maxLength: 3 }) }),
  fc.record({ op: fc.constant('not' as const), condition: part }),
];

const elementConditions = fc.letrec<{ condition: ElementCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(tests, below, caseRules).map(([test, field, rule]) => ({ ...test, field, ...rule }) as ElementCondition),
    ...(junctions(tie('condition')) as fc.Arbitrary<ElementCondition>[]),
  ),
})).condition;

export const conditions = fc.letrec<{ condition: Condition<Person> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(tests, paths, caseRules).map(([test, field, rule]) => ({ ...test, field, ...rule }) as Condition<Person>),
    fc
      .tuple(jsonPath, elementConditions)
      .map(([field, condition]) => ({ op: 'elementMatch', field, condition }) as Condition<Person>),
    ...(junctions(tie('condition')) as fc.Arbitrary<Condition<Person>>[]),
  ),
})).condition;

const sortKeys: fc.Arbitrary<SortKey<Person>> = fc.record(
  { field: paths, direction: fc.constantFrom('ascending' as const, 'descending' as const) },
  { requiredKeys: ['field'] },
);

export const queries: fc.Arbitrary<Query<Person>> = fc.record(
  {
    where: conditions,
    sort: fc.array(sortKeys, { maxLength: 3 }),
    limit: fc.nat({ max: 5 }),
    offset: fc.nat({ max: 3 }),
  },
  { requiredKeys: [] },
);
