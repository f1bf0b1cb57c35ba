import type { SeededRandom } from '../../support/seeded-random.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const OWN = 'urn:ietf:params:scim:schemas:extension:holdfast:2.0:User';
/** Declared for the connection that is fuzzed. */
export const DECLARED = 'urn:acme:params:scim:schemas:fuzz:2.0:User';

const ATTRIBUTES = [
  ...[
    'userName',
    'id',
    'externalId',
    'active',
    'displayName',
    'title',
    'emails',
    'emails.value',
    'emails.type',
    'members',
  ],
  ...[
    'members.value',
    'groups.value',
    'name',
    'name.givenName',
    'meta.created',
    'meta.lastModified',
    'roles',
    'schemas',
  ],
  ...['x509Certificates.value', 'password', `${ENTERPRISE}:manager.value`, `${ENTERPRISE}:employeeNumber`, 'USERNAME'],
  ...[OWN, `${OWN}:terminationDate`, `${OWN}:provisioningStatus`],
  ...[DECLARED, `${DECLARED}:badge`, `${DECLARED}:devices`, `${DECLARED}:devices.value`, `${DECLARED}:level`],
  ...[
    'urn:ietf:params:scim:schemas:core:2.0:User:userName',
    '__proto__',
    'constructor',
    'toString',
    '$ref',
    'nonsense',
  ],
] as unknown as readonly [string, ...string[]];

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'pr', 'xx'] as const;

const VALUES = [
  ...['"a"', '""', '"\\u0000"', '"\\ud800"', '"\\uD83D\\uDE00"', '"%\' or 1=1 --"', '"\\""', '"\\\\"', '"😀"', 'true'],
  ...[
    'False',
    'null',
    '0',
    '-0',
    '1e308',
    '1e400',
    '-1.5e-400',
    '9007199254740993',
    '"2026-13-40T99:99:99Z"',
    '"2026-01-01"',
  ],
  ...[
    '"a',
    'a"',
    "'a'",
    '{"$ne":1}',
    '[1]',
    'undefined',
    '"\\x"',
    '"$where"',
    '"*"',
    '"%"',
    '"_"',
    '"\\u00e9"',
    '"ß"',
    '"İ"',
  ],
] as unknown as readonly [string, ...string[]];

const JUNK = [
  '(',
  ')',
  '[',
  ']',
  '.',
  ':',
  '"',
  '\\',
  ' ',
  '\t',
  '\0',
  '\r\n',
  'not',
  'and',
  'or',
  ',',
  '😀',
  '\ud800',
  '%',
  '$',
] as const;

/** A filter that follows the grammar of RFC 7644 §3.4.2.2, apart from what stands in its places. */
export function filter(random: SeededRandom, depth = 0): string {
  const choice = random.below(depth > 6 ? 2 : 10);
  switch (choice) {
    case 6:
      return `${filter(random, depth + 1)} ${random.pick(['and', 'or', 'AND', 'xor'])} ${filter(random, depth + 1)}`;
    case 7:
      return `not (${filter(random, depth + 1)})`;
    case 8:
      return `(${filter(random, depth + 1)})`;
    case 9:
      return `${random.pick(ATTRIBUTES)}[${filter(random, depth + 1)}]${random.pick(['', '.value eq "a"', '.', ''])}`;
    default:
      return comparison(random);
  }
}

function comparison(random: SeededRandom): string {
  const operator = random.pick(OPERATORS);
  const attribute = random.pick(ATTRIBUTES);
  return operator === 'pr' ? `${attribute} pr` : `${attribute} ${operator} ${random.pick(VALUES)}`;
}

/** The same with pieces in wrong places, or far larger than anybody needs. */
export function brokenFilter(random: SeededRandom): string {
  switch (random.below(8)) {
    case 0:
      return '('.repeat(1 + random.below(5_000));
    case 1:
      return `userName eq "${'\\"'.repeat(random.below(2_000))}`;
    case 2:
      return Array.from({ length: 1 + random.below(400) }, () => comparison(random)).join(' or ');
    case 3:
      return `${'not ('.repeat(random.below(200))}active pr`;
    case 4:
      return `userName eq "${'a'.repeat(random.below(12_000))}"`;
    default:
      return mutateText(random, filter(random));
  }
}

/** A PATCH path, right or wrong. */
export function path(random: SeededRandom): string {
  switch (random.below(6)) {
    case 0:
      return random.pick(ATTRIBUTES);
    case 1:
      return `${random.pick(ATTRIBUTES)}[${filter(random)}]`;
    case 2:
      return `${random.pick(ATTRIBUTES)}[${filter(random)}].${random.pick(['value', 'type', 'display', '__proto__', ''])}`;
    case 3:
      return `${random.pick(ATTRIBUTES)}.${random.pick(ATTRIBUTES)}`;
    case 4:
      return '';
    default:
      return mutateText(random, `${random.pick(ATTRIBUTES)}[${filter(random)}].value`);
  }
}

export const attribute = (random: SeededRandom): string => random.pick(ATTRIBUTES);

/** Puts junk in, takes pieces out, or says things twice. */
export function mutateText(random: SeededRandom, text: string): string {
  let mutated = text;
  for (let changes = 1 + random.below(3); changes > 0; changes--) {
    const at = random.below(mutated.length + 1);
    const end = at + random.below(8);
    const middle = [random.pick(JUNK), '', mutated.slice(at, end).repeat(2)][random.below(3)] ?? '';
    mutated = mutated.slice(0, at) + middle + mutated.slice(random.below(2) === 0 ? at : end);
  }
  return mutated;
}
