import { attribute, HR, schema } from '../../support/extension-schema.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Operator } from './filter-meaning.ts';
import { TEXTS } from './filterable.ts';
import type { Sayable } from './random-filter.ts';

type Some<T> = readonly [T, ...T[]];
type Type = Parameters<typeof attribute>[1] & object;

const several = { multiValued: true } as const;
const exactly = { caseExact: true } as const;

/** Every type there is, once, several times, and in complex values; what filters may not name, too. */
export const filterableExtension = schema([
  attribute('nick'),
  attribute('code', exactly),
  attribute('level', { type: 'integer' }),
  attribute('rate', { type: 'decimal' }),
  attribute('remote', { type: 'boolean' }),
  attribute('startsOn', { type: 'dateTime' }),
  attribute('link', { type: 'reference', referenceTypes: ['external'] }),
  attribute('seal', { type: 'binary' }),
  attribute('skills', several),
  attribute('codes', { ...several, ...exactly }),
  attribute('scores', { ...several, type: 'decimal' }),
  attribute('flags', { ...several, type: 'boolean' }),
  attribute('days', { ...several, type: 'dateTime' }),
  attribute('links', { ...several, type: 'reference' }),
  attribute('seals', { ...several, type: 'binary' }),
  attribute('desk', {
    type: 'complex',
    subAttributes: [
      attribute('room'),
      attribute('mark', exactly),
      attribute('floor', { type: 'integer' }),
      attribute('since', { type: 'dateTime' }),
      attribute('labels', several),
      attribute('secret', { filterable: false }),
    ],
  }),
  attribute('devices', {
    ...several,
    type: 'complex',
    subAttributes: [
      attribute('value', exactly),
      attribute('kind'),
      attribute('primary', { type: 'boolean' }),
      attribute('weight', { type: 'decimal' }),
      attribute('boughtAt', { type: 'dateTime' }),
      attribute('owners', several),
      attribute('secret', { filterable: false }),
    ],
  }),
  attribute('notes', { filterable: false }),
  attribute('cases', { ...several, type: 'complex', filterable: false, subAttributes: [attribute('value')] }),
  attribute('pin', { mutability: 'writeOnly', returned: 'never' }),
  attribute('hidden', { returned: 'never' }),
]);

/** What is refused, and by which attribute's fault. */
export const unfilterable: readonly (readonly [filter: string, sortBy: string | undefined])[] = [
  [`${HR}:notes eq "a"`, `${HR}:notes`],
  [`${HR}:notes pr`, `${HR}.notes`],
  [`not (userName pr) or ${HR}:NOTES eq null`, undefined],
  [`${HR}:cases pr`, `${HR}:cases`],
  [`${HR}:cases.value eq "a"`, `${HR}:cases.value`],
  [`${HR}:cases[value eq "a"]`, undefined],
  [`${HR}:desk.secret eq "a"`, `${HR}:desk.secret`],
  [`${HR}:desk[room pr and not (secret eq "a")]`, undefined],
  [`${HR}:devices.secret pr`, `${HR}:devices.secret`],
  [`${HR}:devices[kind eq "a" or secret pr]`, undefined],
  [`${HR}:devices[kind eq "a"].secret eq "a"`, undefined],
  // Several values in each of several.
  [`${HR}:devices.owners eq "a"`, `${HR}:devices.owners`],
  [`${HR}:devices[owners eq "a"]`, undefined],
  [`${HR}:desk[labels eq "a"]`, undefined],
  [`${HR}:pin eq "a"`, `${HR}:pin`],
  [`${HR}:hidden pr`, `${HR}:hidden`],
  // Only what an administrator did not declare may be named without its URN.
  ['nick eq "a"', undefined],
  // Comparisons a type does not know.
  [`${HR}:level co "1"`, undefined],
  [`${HR}:level eq "1"`, undefined],
  [`${HR}:rate sw 1`, undefined],
  [`${HR}:remote gt false`, undefined],
  [`${HR}:startsOn gt "tomorrow"`, undefined],
  [`${HR}:startsOn eq 2026`, undefined],
  [`${HR}:seal gt "YW"`, `${HR}:seal`],
  [`${HR}:nick eq 1`, undefined],
  [`${HR}:desk eq "a"`, `${HR}:desk`],
  [`${HR}:rate lt 1e400`, undefined],
];

const BASE64: Some<string> = ['YWJj', 'YWJJ', 'ywjj', 'YW', '=', ''];
const INTEGERS = [0, -1, 1, 2, 9, 10, -10, 4711, 2 ** 53 - 1, -(2 ** 53 - 1)] as const;
/** Of every size a double has; some differ in its last digit only. */
const DECIMALS = [
  ...[0.1, 0.30000000000000004, 0.3, -0.5, 1.5, 1e-7, 1e21, 2 ** 53, 2 ** 53 + 2, -(2 ** 60)],
  ...[1.7976931348623157e308, 5e-324, -1e-300, 12345678.000001, 1e16],
] as const;
const NUMBERS: Some<number> = [0, ...INTEGERS, ...DECIMALS];
/** In zones and precisions as they are written; several of them are the same moment. */
const DATES = [
  '2026-02-01T08:00:00Z',
  '2026-02-01T09:00:00+01:00',
  '2026-02-01T00:00:00-0800',
  '2026-02-01t08:00:00.000z',
  '2026-02-01T08:00',
  '2026-02-01T08:00:00.001Z',
  '2026-02-01T08:00:00.0015Z',
  '2026-02-01T08:00:00.123456789Z',
  '2026-02-01',
  '2024-02-29T23:30:00-01:00',
  '1969-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
] as const;

const TEXT_OPERATORS: Some<Operator> = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];
const ORDER: Some<Operator> = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const KINDS = {
  text: { type: 'text', operators: TEXT_OPERATORS, values: ['', ...TEXTS] },
  exact: { type: 'exact', operators: TEXT_OPERATORS, values: ['', ...TEXTS] },
  binary: { type: 'exact', operators: ['eq', 'ne', 'co', 'sw', 'ew'], values: BASE64 },
  number: { type: 'number', operators: ORDER, values: NUMBERS },
  boolean: { type: 'boolean', operators: ['eq', 'ne'], values: [true, false] },
  date: { type: 'date', operators: ORDER, values: DATES },
} as const satisfies Record<string, Pick<Sayable, 'type' | 'operators' | 'values'>>;

const kindOf = ({ type = 'string', caseExact }: Type): keyof typeof KINDS => {
  if (type === 'string') return caseExact ? 'exact' : 'text';
  if (type === 'integer' || type === 'decimal') return 'number';
  if (type === 'reference') return 'exact';
  return type === 'dateTime' ? 'date' : (type as 'boolean' | 'binary');
};

type Names = Some<string>;
const simple = (path: readonly string[], names: Names, declared: Type): Sayable => {
  const kind = kindOf(declared);
  return { ...KINDS[kind], path, names, knowsAbsence: true, ...(kind !== 'binary' && { sortsBy: true as const }) };
};
const namesOf = (name: string): Names => [`${HR}:${name}`, `${HR}:${name}`, `${HR}.${name}`];
const whole = (name: string, elements: Some<Sayable>): Sayable => ({
  path: [HR, name],
  names: namesOf(name),
  type: 'complex',
  operators: ['eq', 'ne'],
  values: [null],
  knowsAbsence: true,
  elements,
});

/** Attributes of one schema: those of lists by name and in brackets, those of complex values likewise. */
export const filterableOfExtension: readonly Sayable[] = filterableExtension.attributes
  .filter(({ filterable, returned }) => filterable && returned !== 'never')
  .flatMap((declared): readonly Sayable[] => {
    const { name, subAttributes, multiValued } = declared;
    const path = [HR, name];
    if (!subAttributes) {
      const own = simple(path, namesOf(name), declared);
      // The element itself is the value (RFC 7643 §2.4).
      return multiValued ? [own, whole(name, [simple([], ['value'], declared)])] : [own];
    }
    const named = subAttributes.filter((sub) => sub.filterable && !(multiValued && sub.multiValued));
    const bracketed = named.filter((sub) => !sub.multiValued).map((sub) => simple([sub.name], [sub.name], sub));
    const value = multiValued ? subAttributes.find((sub) => sub.name === 'value') : undefined;
    return [
      whole(name, bracketed as unknown as Some<Sayable>),
      ...(value ? [{ ...simple([...path, 'value'], namesOf(name), value), knowsAbsence: false }] : []),
      ...named.map((sub) => simple([...path, sub.name], namesOf(`${name}.${sub.name}`), sub)),
    ];
  });

/** Values of the extension: of every attribute some, and every kind of absence. */
export function randomExtension(random: SeededRandom): object {
  return valuesOf(random, filterableExtension.attributes);
}

function valuesOf(random: SeededRandom, attributes: typeof filterableExtension.attributes): object {
  const values: Record<string, unknown> = {};
  for (const declared of attributes) {
    if (random.below(3) === 0) continue;
    const one = () => (declared.subAttributes ? valuesOf(random, declared.subAttributes) : someValue(random, declared));
    const value = declared.multiValued ? Array.from({ length: random.below(4) }, one) : one();
    values[random.below(5) === 0 ? declared.name.toUpperCase() : declared.name] = random.below(12) === 0 ? null : value;
  }
  return values;
}

function someValue(random: SeededRandom, { type }: Type): unknown {
  switch (type) {
    case 'integer':
      return random.pick(INTEGERS);
    case 'decimal':
      return random.pick(NUMBERS);
    case 'boolean':
      return random.pick<unknown>([true, false, 'True']);
    case 'dateTime':
      return random.pick(DATES);
    case 'binary':
      return random.pick(['YWJj', 'YWJJ', 'ywjj', '']);
    default:
      return random.pick(TEXTS);
  }
}
