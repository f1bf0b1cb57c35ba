import { attributeLabel, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';
import { PROVISIONING_SCHEMA } from './own-extension.ts';

/** Bounds of what one connection may declare. They ride along with every read of the connection, so they stay small. */
export const SCHEMA_LIMITS = {
  schemas: 10,
  /** In one schema. */
  attributes: 100,
  subAttributes: 30,
  /** All definitions of a connection together, as JSON. */
  characters: 64 * 1024,
} as const;

export interface SchemaProblem {
  /** Which schema of the list. */
  readonly place: number;
  /** Where in it: `attributes.2.subAttributes.0.name`. */
  readonly path: string;
  readonly message: string;
}

const URN = /^urn:[a-z0-9][a-z0-9-]{0,31}(?::[a-z0-9][a-z0-9._-]*)+$/i;
const LONGEST_URN = 200;
const NAME = /^[a-z][a-z0-9_-]{0,63}$/i;
/** What stands for something else already: at the top of every resource, or rows of their own. */
const TAKEN_NAMES: ReadonlySet<string> = new Set(['schemas', 'id', 'externalid', 'meta', 'members', 'groups']);
/** Keys that mean something to every object of the language. */
const OBJECT_NAMES: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
);

const RESERVED_SPACES = ['urn:ietf:params:scim:schemas:core:', 'urn:ietf:params:scim:api:', 'urn:scim:schemas:'];
const RESERVED = ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:user', PROVISIONING_SCHEMA.toLowerCase()];

/** What keeps these from being the extension schemas of one connection; none: they may be. */
export function problemsOf(schemas: readonly ExtensionSchema[]): readonly SchemaProblem[] {
  const problems = schemas.flatMap((schema, place) =>
    [...problemsOfSchema(schema, schemas.slice(0, place))].map((problem) => ({ place, ...problem })),
  );
  const last = schemas.length - 1;
  if (schemas.length > SCHEMA_LIMITS.schemas) {
    problems.push({ place: last, path: 'id', message: `A connection has ${SCHEMA_LIMITS.schemas} schemas at most` });
  }
  if (JSON.stringify(schemas).length > SCHEMA_LIMITS.characters) {
    const kibibytes = SCHEMA_LIMITS.characters / 1024;
    const message = `The schemas of a connection take ${kibibytes} KiB at most: shorten descriptions and canonical values`;
    problems.push({ place: last, path: 'attributes', message });
  }
  return problems;
}

type Problem = Omit<SchemaProblem, 'place'>;

function* problemsOfSchema(schema: ExtensionSchema, before: readonly ExtensionSchema[]): Iterable<Problem> {
  const id = problemOfId(schema.id, before);
  if (id) yield { path: 'id', message: id };
  const { attributes } = schema;
  if (attributes.length === 0) yield { path: 'attributes', message: 'Declare at least one attribute' };
  if (attributes.length > SCHEMA_LIMITS.attributes) {
    yield { path: 'attributes', message: `A schema has ${SCHEMA_LIMITS.attributes} attributes at most` };
  }
  yield* problemsOfNames(attributes, 'attributes', TAKEN_NAMES);
  for (const [index, attribute] of attributes.entries()) {
    yield* problemsOfAttribute(attribute, `attributes.${index}`, attributeLabel(schema.id, attribute.name));
  }
}

function problemOfId(id: string, before: readonly ExtensionSchema[]): string | undefined {
  const folded = id.toLowerCase();
  if (!URN.test(id) || id.length > LONGEST_URN) {
    return 'Give a URN such as urn:acme:params:scim:schemas:hr:2.0:User: letters, digits, dots, hyphens and underscores between colons';
  }
  const isReserved = RESERVED_SPACES.some((space) => folded.startsWith(space)) || RESERVED.includes(folded);
  if (isReserved) return `${id} is a schema of the standard or of Holdfast itself: choose another URN`;
  const others = [...before.map((schema) => schema.id.toLowerCase()), ...RESERVED];
  if (others.includes(folded)) return `There is a schema ${id} already`;
  const near = others.find((other) => extendsOther(folded, other) || extendsOther(other, folded));
  return near && `${id} and ${near} cannot stand side by side: one is the beginning of the other`;
}

/** Then `schema:attribute` could mean two things. */
const extendsOther = (one: string, other: string): boolean =>
  one.startsWith(other) && (one[other.length] === ':' || one[other.length] === '.');

function* problemsOfNames(
  attributes: readonly ExtensionAttribute[],
  at: string,
  taken: ReadonlySet<string>,
): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, { name }] of attributes.entries()) {
    const folded = name.toLowerCase();
    const path = `${at}.${index}.name`;
    if (!NAME.test(name) && name !== '$ref') {
      yield { path, message: 'Give a letter and up to 63 letters, digits, hyphens and underscores after it' };
    } else if (taken.has(folded) || OBJECT_NAMES.has(folded)) {
      yield { path, message: `An attribute cannot be called ${name}: the name means something else already` };
    }
    if (seen.has(folded)) yield { path, message: `${name} is declared twice (names match in any case)` };
    seen.add(folded);
  }
}

function* problemsOfAttribute(attribute: ExtensionAttribute, path: string, label: string): Iterable<Problem> {
  const { type, mutability, returned, uniqueness, required } = attribute;
  const subAttributes = attribute.subAttributes ?? [];
  const isKept = mutability === 'readWrite' || mutability === 'immutable';
  if (required && !isKept) {
    yield { path: `${path}.required`, message: `${label} is ${mutability}, so no client can be required to give it` };
  }
  if (mutability === 'writeOnly' && returned !== 'never') {
    yield { path: `${path}.returned`, message: `${label} is writeOnly, which means that it is returned never` };
  }
  if (uniqueness === 'server' && (type === 'boolean' || type === 'complex' || !isKept)) {
    const message = `${label} cannot be unique: only attributes that clients write can, of a type other than boolean and complex`;
    yield { path: `${path}.uniqueness`, message };
  }
  if (type !== 'complex') {
    if (subAttributes.length > 0) {
      yield { path: `${path}.subAttributes`, message: `${label} is no complex attribute and has no sub-attributes` };
    }
    return;
  }
  if (subAttributes.length === 0) {
    yield { path: `${path}.subAttributes`, message: `${label} is complex: declare its sub-attributes` };
  }
  if (subAttributes.length > SCHEMA_LIMITS.subAttributes) {
    const message = `An attribute has ${SCHEMA_LIMITS.subAttributes} sub-attributes at most`;
    yield { path: `${path}.subAttributes`, message };
  }
  yield* problemsOfNames(subAttributes, `${path}.subAttributes`, new Set());
  for (const [index, sub] of subAttributes.entries()) {
    const at = `${path}.subAttributes.${index}`;
    if (sub.type === 'complex') {
      yield { path: `${at}.type`, message: 'Sub-attributes cannot be complex themselves (RFC 7643 §2.3.8)' };
    } else yield* problemsOfAttribute(sub, at, `${label}.${sub.name}`);
  }
}
