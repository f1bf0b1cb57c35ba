/**
 * What a filter means, said as plainly as RFC 7644 §3.4.2.2 says it: a walk over the JSON of one resource as a client sees
 * it, with no part of the service in it.
 */
export type Meaning =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Meaning[] }
  | { readonly kind: 'not'; readonly of: Meaning }
  | { readonly kind: 'present'; readonly attribute: Asked }
  | { readonly kind: 'compare'; readonly attribute: Asked; readonly operator: Operator; readonly value: Value }
  /** One and the same element satisfies all of `of`, whose attributes are named from the element. */
  | { readonly kind: 'element'; readonly list: Asked; readonly of: Meaning };

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type Value = string | number | boolean | null;

/** An attribute of the schema, as much of it as matters to comparisons (RFC 7643 §2.2 and §2.3). */
export interface Asked {
  /** Keys from the resource (or element) down; schema URNs are keys. */
  readonly path: readonly string[];
  readonly type: 'text' | 'exact' | 'boolean' | 'date' | 'number' | 'complex';
}

/** JSON as it was parsed. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

export function holds(meaning: Meaning, resource: Plain): boolean {
  switch (meaning.kind) {
    case 'and':
      return meaning.of.every((part) => holds(part, resource));
    case 'or':
      return meaning.of.some((part) => holds(part, resource));
    case 'not':
      return !holds(meaning.of, resource);
    case 'present':
      return isThere(resource, meaning.attribute.path);
    case 'element':
      return valuesAt(resource, meaning.list.path).some(
        (element) => element !== undefined && holds(meaning.of, element),
      );
    case 'compare':
      return compares(resource, meaning);
  }
}

function compares(resource: Plain, { attribute, operator, value }: Extract<Meaning, { kind: 'compare' }>): boolean {
  // "Unassigned" and null are equivalent (RFC 7643 §2.5).
  if (value === null) return isThere(resource, attribute.path) === (operator === 'ne');
  return valuesAt(resource, attribute.path).some((found) => {
    if (operator === 'eq') return isEqual(attribute, found, value);
    if (operator === 'ne') return !isEqual(attribute, found, value);
    if (typeof found === 'number' && typeof value === 'number') return isOrdered(operator, found, value);
    if (typeof found !== 'string' || typeof value !== 'string') return false;
    if (operator === 'co') return comparable(attribute, found).includes(comparable(attribute, value));
    if (operator === 'sw') return comparable(attribute, found).startsWith(comparable(attribute, value));
    if (operator === 'ew') return comparable(attribute, found).endsWith(comparable(attribute, value));
    return isOrdered(operator, attribute.type === 'date' ? inTime(found, value) : inText(attribute, found, value), 0);
  });
}

function isOrdered(operator: Operator, left: number, right: number): boolean {
  if (operator === 'gt') return left > right;
  if (operator === 'ge') return left >= right;
  return operator === 'lt' ? left < right : left <= right;
}

function isEqual(attribute: Asked, found: Plain | undefined, value: Value): boolean {
  if (typeof found !== 'string' || typeof value !== 'string') return found === value;
  if (attribute.type === 'date') return inTime(found, value) === 0;
  return comparable(attribute, found) === comparable(attribute, value);
}

const inTime = (left: string, right: string): number => instantOf(left) - instantOf(right);

/** A date and time (RFC 7643 §2.3.5) without a zone is one in UTC. */
function instantOf(written: string): number {
  const text = written.toUpperCase();
  return Date.parse(text.length === 10 || /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

const inText = (attribute: Asked, left: string, right: string): number =>
  Buffer.compare(Buffer.from(comparable(attribute, left)), Buffer.from(comparable(attribute, right)));

/** Where case does not matter: canonical composition, lower case, one small sigma. */
export function comparable({ type }: Pick<Asked, 'type'>, text: string): string {
  return type === 'exact' ? text : text.normalize('NFC').toLowerCase().replaceAll('\u03c2', '\u03c3').normalize('NFC');
}

/** `pr`: "has a non-empty or non-null value"; of a complex one, "if it contains a non-empty node". */
function isThere(resource: Plain, path: readonly string[]): boolean {
  const values = valuesAt(resource, path);
  // A list with an element has a value, whatever the element is.
  return LISTS.has(path.at(-1) ?? '') ? values.length > 0 : values.some(isFilled);
}

function isFilled(value: Plain | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value !== 'object') return true;
  return (Array.isArray(value) ? value : Object.values(value)).some(isFilled);
}

/** Those of every element, where there is a list on the way; an element without it counts as one without a value. */
function valuesAt(from: Plain | undefined, path: readonly string[]): readonly (Plain | undefined)[] {
  if (Array.isArray(from)) return from.flatMap((element: Plain) => valuesAt(element, path));
  const [key, ...rest] = path;
  if (key === undefined) return [from];
  const value =
    typeof from === 'object' && from !== null ? (from as { readonly [key: string]: Plain })[key] : undefined;
  // A list without elements has none that differs from anything, a single value that is missing does.
  return value === undefined && path.some((name) => LISTS.has(name)) ? [] : valuesAt(value, rest);
}

const LISTS: ReadonlySet<string> = new Set([
  'emails',
  'phoneNumbers',
  'addresses',
  'roles',
  'entitlements',
  'x509Certificates',
  'ims',
  'photos',
  'groups',
  'members',
  'schemas',
  // Of the extension, see filterable-extension.ts.
  'skills',
  'codes',
  'scores',
  'flags',
  'days',
  'links',
  'seals',
  'labels',
  'devices',
]);
