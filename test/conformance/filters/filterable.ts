import { ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../../src/scim/schema/schema-urns.ts';
import type { Operator, Value } from './filter-meaning.ts';
import type { Sayable } from './random-filter.ts';

/**
 * Texts that are equal, or not, for reasons databases disagree about: case that folds to other lengths, composed and
 * decomposed letters, patterns' own characters, order beyond the Basic Multilingual Plane.
 */
export const TEXTS: readonly [string, ...string[]] = [
  ...([
    'a',
    'A',
    'ab',
    'B',
    'é',
    'É',
    'e\u0301',
    'Z',
    '_',
    '%',
    'a%b',
    '\\',
    '\\\\',
    '"',
    "'",
    '😀',
    '\uffef',
  ] as const),
  ...['ΣΑΣ', 'σας', 'σασ', ' ', ' a', '10', '9', 'İ', 'i\u0307', 'I', 'i', 'ı', 'ß', 'ẞ', 'SS', 'ss', 'ſ', 's'],
  ...['\u212a', 'k', '\u212b', 'å', 'ﬁ', 'fi', 'ǅ', 'ǆ', '\u0301', '\n', '\u007f', '😀b', '$where', 'a.b', '(', ']'],
];

type Names = readonly [string, ...string[]];
type Some<T> = readonly [T, ...T[]];

const EQUALITY: Some<Operator> = ['eq', 'ne'];
const EVERY: Some<Operator> = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];

const text = (path: readonly string[], names: Names, values: readonly string[] = []): Sayable => {
  const known: Some<Value> = [...TEXTS, '', ...values];
  return { path, names, type: 'text', operators: EVERY, values: known, knowsAbsence: true };
};
const exact = (path: readonly string[], names: Names, values: readonly string[] = []): Sayable => ({
  ...text(path, names, values),
  type: 'exact',
});
const flag = (path: readonly string[], names: Names): Sayable => ({
  path,
  names,
  type: 'boolean',
  operators: EQUALITY,
  values: [true, false],
  knowsAbsence: true,
});
/** Asked by `pr` and by comparison with null only. */
const complex = (path: readonly string[], names: Names): Sayable => ({
  path,
  names,
  type: 'complex',
  operators: EQUALITY,
  values: [null],
  knowsAbsence: true,
});
const core = (name: string): Names => [name, name, name, `${USER_SCHEMA}:${name}`];
const ofGroup = (name: string): Names => [name, name, name, `${GROUP_SCHEMA}:${name}`];
const enterprise = (name: string): Names => [`${ENTERPRISE_USER_SCHEMA}:${name}`, name];

/** A list as a whole, its sub-attributes by name, and its elements in brackets. */
function list(name: string, elements: Some<Sayable>): readonly Sayable[] {
  const value = elements.find(({ path }) => path[0] === 'value');
  return [
    { ...complex([name], core(name)), elements },
    { ...complex([name], core(name)), elements },
    ...(value ? [{ ...value, path: [name, 'value'], names: [name] as const, knowsAbsence: false }] : []),
    ...elements.map((element) => ({
      ...element,
      path: [name, ...element.path],
      names: core(`${name}.${element.path[0]}`),
    })),
  ];
}

const elements = (values: readonly string[] = []): Some<Sayable> => [
  text(['value'], ['value'], values),
  text(['type'], ['type'], ['work', 'Work', 'home', 'other']),
  flag(['primary'], ['primary']),
  text(['display'], ['display']),
];

const date = (path: readonly string[], names: Names, instants: Some<string>): Sayable => ({
  path,
  names,
  type: 'date',
  operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  values: instants,
  knowsAbsence: true,
});

/** Values that only the stored resources know. */
export interface Known {
  readonly instants: Some<string>;
  readonly userIds: Some<string>;
  readonly groupIds: Some<string>;
  readonly userNames: readonly string[];
  readonly addresses: readonly string[];
}

/** `groups.value` and `members.value` are asked by `eq` alone, which is looked up apart from everything else. */
const relation = (name: string, names: Names, ids: Some<string>): Sayable => ({
  path: [name, 'value'],
  names,
  type: 'exact',
  operators: ['eq'],
  values: [...ids, 'no-such-id'],
  knowsAbsence: false,
});

export const filterableOfUsers = ({ instants, userIds, groupIds, userNames, addresses }: Known): Some<Sayable> => [
  text(['userName'], core('userName'), userNames),
  exact(['externalId'], core('externalId')),
  exact(['id'], ['id'], userIds),
  flag(['active'], core('active')),
  text(['title'], core('title')),
  text(['displayName'], core('displayName')),
  text(['profileUrl'], core('profileUrl')),
  {
    ...complex(['name'], core('name')),
    elements: [text(['familyName'], ['familyName']), text(['givenName'], ['givenName'])],
  },
  text(['name', 'familyName'], core('name.familyName')),
  text(['name', 'givenName'], core('name.givenName')),
  date(['meta', 'created'], core('meta.created'), instants),
  date(['meta', 'lastModified'], ['meta.lastModified'], instants),
  ...list('emails', elements(addresses)),
  ...list('phoneNumbers', elements()),
  ...list('roles', elements()),
  ...list('addresses', [
    text(['locality'], ['locality']),
    text(['country'], ['country']),
    flag(['primary'], ['primary']),
  ]),
  ...list('x509Certificates', [
    {
      ...exact(['value'], ['value']),
      operators: ['eq', 'ne', 'co', 'sw', 'ew'],
      values: ['YWJj', 'YWJJ', 'ywjj', 'YW', '='],
    },
    text(['display'], ['display']),
  ]),
  text([ENTERPRISE_USER_SCHEMA, 'department'], enterprise('department')),
  text([ENTERPRISE_USER_SCHEMA, 'employeeNumber'], enterprise('employeeNumber'), ['0010', '9']),
  {
    ...complex([ENTERPRISE_USER_SCHEMA, 'manager'], enterprise('manager')),
    elements: [text(['value'], ['value'], userIds)],
  },
  text([ENTERPRISE_USER_SCHEMA, 'manager', 'value'], enterprise('manager.value'), userIds),
  relation('groups', ['groups.value', 'groups', `${USER_SCHEMA}:groups.value`], groupIds),
];

export const filterableOfGroups = ({ instants, userIds, groupIds }: Known): Some<Sayable> => [
  text(['displayName'], ofGroup('displayName')),
  exact(['externalId'], ofGroup('externalId')),
  exact(['id'], ['id'], groupIds),
  date(['meta', 'created'], ['meta.created'], instants),
  date(['meta', 'lastModified'], ofGroup('meta.lastModified'), instants),
  relation('members', ['members.value', 'members', `${GROUP_SCHEMA}:members`], userIds),
];
