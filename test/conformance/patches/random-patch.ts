import { ENTERPRISE_USER_SCHEMA, USER_SCHEMA } from '../../../src/scim/schema/schema-urns.ts';
import { HR } from '../../support/extension-schema.ts';
import type { SeededRandom } from '../../support/seeded-random.ts';
import type { Meaning, Plain } from '../filters/filter-meaning.ts';
import { randomFilter, type Sayable } from '../filters/random-filter.ts';
import type { Attribute, Change, Element, Target } from './naive-patch.ts';
import { extensionAttributes, PLACE } from './patched-extension.ts';

/** One operation as a client writes it, and the changes it stands for; or what is wrong with it as it is written. */
export interface WrittenOperation {
  readonly wire: { readonly op: string; readonly path?: string; readonly value?: Plain };
  readonly changes: readonly Change[];
  readonly malformed?: string;
}

const VALUES = { value: 'text', display: 'text', type: 'text', primary: 'flag' } as const;

const STANDARD: readonly [Attribute, ...Attribute[]] = [
  { path: ['userName'], kind: 'text', rule: 'required' },
  { path: ['externalId'], kind: 'text' },
  { path: ['active'], kind: 'flag' },
  { path: ['title'], kind: 'text' },
  { path: ['name'], kind: 'complex', subs: { givenName: 'text', familyName: 'text' } },
  { path: ['name'], kind: 'complex', subs: { givenName: 'text', familyName: 'text' } },
  ...(['emails', 'emails', 'emails', 'phoneNumbers', 'roles'] as const).map(
    (name): Attribute => ({ path: [name], kind: 'list', subs: VALUES }),
  ),
  {
    path: ['addresses'],
    kind: 'list',
    subs: { locality: 'text', country: 'text', type: 'text', primary: 'flag' },
  },
  { path: [ENTERPRISE_USER_SCHEMA, 'department'], kind: 'text' },
  {
    path: [ENTERPRISE_USER_SCHEMA, 'manager'],
    kind: 'complex',
    subs: { value: 'text', $ref: 'text', displayName: 'read-only' },
  },
  { path: ['id'], kind: 'text', rule: 'read-only' },
  { path: ['groups'], kind: 'list', subs: { value: 'text' }, rule: 'read-only' },
  { path: ['password'], kind: 'text', rule: 'write-only' },
];

const ATTRIBUTES = [...STANDARD, ...extensionAttributes] as const;

export function randomOperation(random: SeededRandom): WrittenOperation {
  if (random.below(25) === 0) return malformed(random);
  if (random.below(30) === 0) return wholeExtension(random);
  const op = random.pick<Change['op']>(['add', 'replace', 'remove', 'replace', 'add']);
  if (op !== 'remove' && random.below(4) === 0) return withoutPath(random, op);
  const { target, path } = randomTarget(random);
  if (op === 'remove') {
    const kind = target.sub === undefined ? target.attribute.kind : target.attribute.subs?.[target.sub];
    const isWhole = target.sub === undefined ? !target.filter : !target.subFilter;
    const isListed = (kind === 'list' || kind === 'texts') && isWhole && random.below(2) === 0;
    const value = isListed ? valueOfList(random, target) : undefined;
    return written(random, op, path, value, [{ op, target, value, isNamed: true }]);
  }
  const value = valueFor(random, target);
  return written(random, op, path, value, [{ op, target, value, isNamed: true }]);
}

const written = (
  random: SeededRandom,
  op: string,
  path: string | undefined,
  value: Plain | undefined,
  changes: readonly Change[],
): WrittenOperation => ({
  wire: {
    op: random.pick([op, op, op.toUpperCase(), op.charAt(0).toUpperCase() + op.slice(1)]),
    ...(path !== undefined && { path }),
    ...(value !== undefined && { value }),
  },
  changes,
});

/** Names with dots and URNs, an extension's own object, and what is passed over: unknown names, `schemas`, `meta`. */
function withoutPath(random: SeededRandom, op: 'add' | 'replace'): WrittenOperation {
  const value: Record<string, Plain> = {};
  const changes: Change[] = [];
  for (let count = 1 + random.below(3); count > 0; count--) {
    const { target, path } = randomTarget(random);
    const inner = valueFor(random, target);
    const [schema, name] = target.attribute.path;
    const isWhole = name !== undefined && !target.sub && !target.filter && random.below(2) === 0;
    const key = isWhole ? schema : path;
    if (key in value) continue;
    value[key] = isWhole ? { [name]: inner } : inner;
    changes.push({ op, target, value: inner, isNamed: false });
  }
  if (random.below(4) === 0) Object.assign(value, { nonsense: 1, schemas: ['x'], 'meta.version': 'x', 'urn:x:y': {} });
  const path = random.below(6) === 0 ? random.pick(['', ' ', USER_SCHEMA]) : undefined;
  const isQualified = path === USER_SCHEMA;
  // Below the URN of a schema only its own attributes are known, by their short names.
  const isForeign =
    changes.some(({ target }) => target.attribute.path.length > 1) || /:[^/]/.test(Object.keys(value).join());
  return written(random, op, isQualified && isForeign ? undefined : path, value, changes);
}

/** A path that names an extension as a whole; one that nobody here knows is passed over. */
function wholeExtension(random: SeededRandom): WrittenOperation {
  const op = random.pick<Change['op']>(['add', 'replace', 'remove']);
  const schema = random.pick([ENTERPRISE_USER_SCHEMA, HR, PLACE]);
  const attributes = [...new Map(ATTRIBUTES.map((one) => [one.path.join(), one])).values()].filter(
    ({ path }) => path[0] === schema && (op === 'remove' || random.below(3) === 0),
  );
  const changes = attributes.map((attribute): Change => {
    const target = { attribute };
    const isWhole = op === 'remove';
    return { op, target, value: isWhole ? undefined : valueFor(random, target), isNamed: false, isWhole };
  });
  const value = Object.fromEntries(changes.map(({ target, value }) => [target.attribute.path[1] ?? '', value ?? null]));
  const isKnown = random.below(3) > 0;
  const path = isKnown ? schema : 'urn:example:unknown:2.0:User:tag';
  return written(random, op, path, op === 'remove' ? undefined : value, isKnown ? changes : []);
}

function malformed(random: SeededRandom): WrittenOperation {
  const [wire, scimType] = random.pick<readonly [WrittenOperation['wire'], string]>([
    [{ op: 'replace', path: 'nonsense', value: 'a' }, 'invalidPath'],
    [{ op: 'replace', path: 'name.nonsense', value: 'a' }, 'invalidPath'],
    [{ op: 'replace', path: 'title[value eq "a"]', value: 'a' }, 'invalidPath'],
    [{ op: 'add', path: 'emails[type eq "work"].nonsense', value: 'a' }, 'invalidPath'],
    [{ op: 'add', path: 'emails[type eq "work"]value', value: 'a' }, 'invalidPath'],
    [{ op: 'remove', path: 'emails[type eq "work"' }, 'invalidFilter'],
    [{ op: 'remove', path: 'emails[type is "work"]' }, 'invalidFilter'],
    [{ op: 'remove', path: 'emails[nonsense eq "work"]' }, 'invalidFilter'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'remove', value: { title: 'a' } }, 'noTarget'],
    [{ op: 'remove', path: USER_SCHEMA }, 'mutability'],
    [{ op: 'replace', path: 'title' }, 'invalidValue'],
    [{ op: 'add', value: 'a' }, 'invalidValue'],
    [{ op: 'move', path: 'title', value: 'a' }, 'invalidSyntax'],
  ]);
  return { wire, changes: [], malformed: scimType };
}

function randomTarget(random: SeededRandom): { target: Target; path: string } {
  const attribute = random.pick(ATTRIBUTES);
  const name = nameOf(random, attribute);
  const sub = attribute.subs && random.below(2) === 0 ? random.pick(keysOf(attribute.subs)) : undefined;
  const after = sub === undefined ? '' : `.${random.below(4) === 0 ? sub.toUpperCase() : sub}`;
  const isFiltered = attribute.kind === 'list' && attribute.rule === undefined && random.below(3) > 0;
  if (!isFiltered) {
    const target = { attribute, ...(sub !== undefined && { sub }) };
    if (sub === undefined || attribute.subs?.[sub] !== 'texts' || random.below(2) === 0) {
      return { target, path: name + after };
    }
    const { text, meaning } = elementFilter(random, TEXTS_OF);
    return { target: { ...target, subFilter: meaning }, path: `${name}${after}[${text}]` };
  }
  const { text, meaning, described } = elementFilter(random, attribute);
  return {
    target: { attribute, filter: meaning, described, ...(sub !== undefined && { sub }) },
    path: `${name}[${text}]${after}`,
  };
}

function nameOf(random: SeededRandom, { path }: Attribute): string {
  const [first, second] = path;
  const name =
    second === undefined
      ? random.below(5) === 0 && first !== 'id'
        ? `${USER_SCHEMA}:${first}`
        : first
      : random.pick([
          `${first}:${second}`,
          `${first}.${second}`,
          ...(first === ENTERPRISE_USER_SCHEMA ? [second] : []),
        ]);
  return random.below(5) === 0 ? name.toUpperCase() : name;
}

const TEXTS = ['a', 'b', 'C', 'A', ''] as const;
const TYPES = ['work', 'home', 'Work'] as const;
const INTEGERS = [0, 1, -1, 7] as const;
function sayable(name: string, kind: Kind): Sayable {
  const known = { path: [name], names: [name], knowsAbsence: true } as const;
  if (kind === 'flag') return { ...known, type: 'boolean', operators: ['eq', 'ne'], values: [true, false] };
  const order = ['eq', 'eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
  if (kind === 'integer') return { ...known, type: 'number', operators: order, values: INTEGERS };
  const type = kind === 'exact' ? 'exact' : 'text';
  return { ...known, type, operators: [...order, 'co', 'sw', 'ew'], values: name === 'type' ? TYPES : TEXTS };
}
type Kind = NonNullable<Attribute['subs']>[string];

/** Mostly what clients send: `type eq "work"`. Otherwise any filter there is. */
function elementFilter(random: SeededRandom, { subs = {}, of }: Attribute) {
  if (of) {
    const said = randomFilter(random, [{ ...sayable('value', of), path: [] }], random.below(3));
    // There is nothing an element could be made of.
    return { ...said, described: undefined };
  }
  if (random.below(2) === 0) {
    const sayables = keysOf(subs)
      .filter((name) => subs[name] !== 'write-only' && subs[name] !== 'texts')
      .map((name) => sayable(name, subs[name] ?? 'text'));
    const said = randomFilter(random, sayables as unknown as readonly [Sayable, ...Sayable[]], random.below(3));
    return { ...said, described: describedBy(said.meaning) };
  }
  const type = random.pick(TYPES);
  const isType: Meaning = { kind: 'compare', attribute: sayable('type', 'text'), operator: 'eq', value: type };
  const text = `type eq "${type}"`;
  if (random.below(3) > 0) return { text, meaning: isType, described: { type } };
  const isPrimary: Meaning = { kind: 'compare', attribute: sayable('primary', 'flag'), operator: 'eq', value: true };
  return {
    text: `${text} and primary eq true`,
    meaning: { kind: 'and', of: [isType, isPrimary] } as Meaning,
    described: { type, primary: true },
  };
}

/** One equality, or several that must all hold. */
function describedBy(meaning: Meaning): Element | undefined {
  const described: Record<string, Plain> = {};
  for (const part of meaning.kind === 'and' ? meaning.of : [meaning]) {
    const isEquality = part.kind === 'compare' && part.operator === 'eq' && part.value !== null;
    if (!isEquality) return undefined;
    described[part.attribute.path[0] ?? ''] = part.value;
  }
  return described;
}

function valueFor(random: SeededRandom, { attribute, sub }: Target): Plain {
  if (random.below(8) === 0) return null;
  if (sub !== undefined) return simpleValue(random, attribute.subs?.[sub] ?? 'text', sub);
  if (attribute.kind === 'complex') return complexValue(random, attribute);
  return attribute.kind === 'list' ? listValue(random, attribute) : simpleValue(random, attribute.kind, '');
}

function simpleValue(random: SeededRandom, kind: Kind, name: string): Plain {
  switch (kind) {
    case 'texts':
      return listValue(random, TEXTS_OF);
    case 'flag':
      return flag(random);
    case 'integer':
      return random.pick<Plain>([...INTEGERS, ...INTEGERS, ...INTEGERS, 1.5, '1', '-7', '01', true, 2 ** 53]);
    case 'decimal':
      return random.pick<Plain>([0.5, -1e-7, 1e21, 2 ** 53, 7, '1', {}]);
    case 'date':
      return random.pick<Plain>([...DATES, ...DATES, 'tomorrow', 7, '']);
    case 'binary':
      return random.pick<Plain>(['YWJj', 'YWJJ', 'YQ==', '%', 7]);
    default:
      return text(random, name);
  }
}
const DATES = [
  '2026-02-01T08:00:00Z',
  '2026-02-01T09:00:00.000+01:00',
  '2026-02-01',
  '2026-02-02T08:00:00.5Z',
] as const;

const flag = (random: SeededRandom): Plain =>
  random.below(20) === 0 ? 'perhaps' : random.pick<Plain>([true, false, 'True', 'false']);

function text(random: SeededRandom, sub: string): Plain {
  if (random.below(20) === 0) return random.pick<Plain>([{}, [], true, ['a']]);
  if (random.below(20) === 0) return 4711;
  return sub === 'type' ? random.pick(TYPES) : random.pick(TEXTS);
}

function complexValue(random: SeededRandom, attribute: Attribute): Plain {
  const isReference = attribute.subs?.value !== undefined;
  if (isReference && random.below(3) === 0) return random.pick<Plain>(['a', '', [{ value: 'b' }], [], [{}, {}], 7]);
  return random.below(20) === 0 ? random.pick<Plain>(['a', 5, [1]]) : element(random, attribute);
}

const TEXTS_OF: Attribute = { path: ['texts'], kind: 'list', of: 'text' };

const valueOfList = (random: SeededRandom, { attribute, sub }: Target): Plain =>
  listValue(random, sub === undefined ? attribute : TEXTS_OF);

function listValue(random: SeededRandom, attribute: Attribute): Plain {
  const { of } = attribute;
  if (of) {
    const one = () => (random.below(8) === 0 ? null : simpleValue(random, of, ''));
    return random.below(4) === 0 ? one() : Array.from({ length: random.below(4) }, one);
  }
  if (random.below(20) === 0) return random.pick<Plain>([5, true, [[]], [5], '']);
  if (random.below(4) === 0) return element(random, attribute);
  return Array.from({ length: random.below(4) }, () =>
    attribute.subs?.value !== undefined && random.below(8) === 0 ? random.pick(TEXTS) : element(random, attribute),
  );
}

function element(random: SeededRandom, { subs = {} }: Attribute): Element {
  const made: Record<string, Plain> = {};
  for (const sub of keysOf(subs)) {
    const chance = sub === 'value' ? 5 : 2;
    if (random.below(chance) === 0) continue;
    const value = random.below(12) === 0 ? null : simpleValue(random, subs[sub] ?? 'text', sub);
    made[random.below(6) === 0 ? sub.toUpperCase() : sub] = value;
  }
  if (random.below(12) === 0) made.nonsense = 'a';
  return made;
}

const keysOf = (subs: object): readonly [string, ...string[]] =>
  Object.keys(subs) as unknown as readonly [string, ...string[]];
