import { comparable, holds, type Meaning, type Plain } from '../filters/filter-meaning.ts';

/**
 * PATCH as RFC 7644 §3.5.2 tells it, for a part of a user's attributes: rebuilds everything, looks nothing up, shares
 * nothing with the service. Where the RFC leaves a choice, the comment says which one Holdfast makes.
 */
export interface Attribute {
  readonly path: readonly [string, ...string[]];
  readonly kind: 'text' | 'flag' | 'complex' | 'list';
  readonly subs?: Readonly<Record<string, 'text' | 'flag' | 'read-only'>>;
  readonly rule?: 'required' | 'read-only' | 'write-only';
}

export interface Target {
  readonly attribute: Attribute;
  readonly filter?: Meaning;
  /** What the filter says an element is, when it says nothing but equalities. */
  readonly described?: Element | undefined;
  readonly sub?: string;
}

export interface Change {
  readonly op: 'add' | 'replace' | 'remove';
  readonly target: Target;
  readonly value: Plain | undefined;
  /** Named by a path, not merely among the attributes of a value. */
  readonly isNamed: boolean;
}

export type Element = { readonly [key: string]: Plain };
export type Person = { readonly [key: string]: Plain };

/** An operation is refused, and with it the request. */
export class Refused extends Error {}

export function patchNaively(person: Person, changes: readonly Change[], replaceCreates: boolean): Person {
  return changes.reduce((before, change) => applyOne(before, change, replaceCreates), person);
}

function applyOne(person: Person, change: Change, replaceCreates: boolean): Person {
  const { attribute, sub } = change.target;
  const isReadOnly = attribute.rule === 'read-only' || (sub !== undefined && attribute.subs?.[sub] === 'read-only');
  if (isReadOnly) {
    if (change.isNamed) throw new Refused('mutability');
    return person;
  }
  if (attribute.rule === 'write-only') {
    if (change.value !== undefined) read(attribute.kind, attribute, change.value);
    return person;
  }
  const before = at(person, attribute.path);
  const after =
    attribute.kind === 'list'
      ? patchList((before as readonly Element[] | undefined) ?? [], change, replaceCreates)
      : attribute.kind === 'complex'
        ? patchComplex((before as Element | undefined) ?? {}, change)
        : patchSimple(before, change);
  if (isUnset(after) && attribute.rule === 'required') {
    // Only a client that means this attribute is told; for others it stays as it is.
    if (change.isNamed) throw new Refused('mutability');
    return person;
  }
  return put(person, attribute.path, after);
}

/** "If the target location specifies a single-valued attribute, the existing value is replaced." Null is "unassigned". */
function patchSimple(before: Plain | undefined, { op, target, value }: Change): Plain | undefined {
  if (op === 'remove') return undefined;
  if (value === undefined || value === null) return op === 'add' ? before : undefined;
  const after = read(target.attribute.kind, target.attribute, value);
  if (target.attribute.rule === 'required' && String(after).trim() === '') throw new Refused('invalidValue');
  return after;
}

/** "…a set of sub-attributes SHALL be specified in the value parameter that replaces any existing values or is added". */
function patchComplex(before: Element, { op, target, value }: Change): Element | undefined {
  const { attribute, sub } = target;
  if (sub !== undefined) {
    if (op === 'add' && isMissing(value)) return before;
    const after = op === 'remove' ? undefined : readSub(attribute, sub, value);
    return referring(before, { ...before, [sub]: after ?? null }, {});
  }
  if (op === 'remove') return undefined;
  const given = referenceOf(attribute, value ?? null);
  // To add null is to add nothing; to add nobody (`""`, `[]`) is to have nobody.
  if (given === null) return op === 'add' && isMissing(value) ? before : undefined;
  const named = readElement(attribute, given);
  const unassigned = Object.entries(given as Element)
    .filter(([, part]) => part === null)
    .flatMap(([key]) => nameOf(attribute, key) ?? [])
    .map((name) => [name, null] as const);
  return referring(before, { ...before, ...named, ...Object.fromEntries(unassigned) }, named);
}

/** A `$ref` to somebody else than `value` is not kept. */
function referring(before: Element, after: Element, named: Element): Element {
  const { $ref: _old, ...rest } = after;
  const isOther =
    before.$ref !== undefined && (after.value ?? null) !== (before.value ?? null) && named.$ref === undefined;
  return compact(isOther ? rest : after);
}

function patchList(before: readonly Element[], change: Change, replaceCreates: boolean): readonly Element[] {
  const { op, target, value } = change;
  const { attribute, filter, sub } = target;
  if (filter === undefined && sub === undefined) return patchWhole(before, change);
  const chosen = before.filter((element) => filter === undefined || holds(filter, element));
  if (chosen.length === 0) return withoutMatch(before, change, replaceCreates);
  if (sub !== undefined) {
    if (op === 'add' && isMissing(value)) return before;
    const written = op === 'remove' ? undefined : readSub(attribute, sub, value);
    return writeSub(before, chosen, sub, written);
  }
  if (op === 'remove' || isMissing(value)) {
    return op === 'add' ? before : before.filter((element) => !chosen.includes(element));
  }
  const given = oneElement(attribute, value);
  if (op === 'replace') {
    // "All matching record values SHALL be replaced": by the same value, which a list holds once.
    const [first] = chosen;
    const after = before.flatMap((element) =>
      element === first ? [given] : chosen.includes(element) ? [] : [element],
    );
    return distinct(onePrimary(after, [given]));
  }
  const merged = before.map((element) => (chosen.includes(element) ? { ...element, ...given } : element));
  return onePrimary(
    merged,
    merged.filter((_, index) => chosen.includes(before[index] as Element)),
  );
}

function patchWhole(before: readonly Element[], { op, target, value }: Change): readonly Element[] {
  const isGiven = !isMissing(value);
  const given = isGiven ? readList(target.attribute, value as Plain) : [];
  if (op === 'replace') return given;
  if (op === 'remove') {
    return isGiven ? before.filter((element) => !given.some((listed) => isSame(element, listed))) : [];
  }
  // "If the value already exists, it SHOULD NOT be added again": the same value of a type that is not another one.
  const after = [...before];
  const touched: number[] = [];
  for (const element of given) {
    const known = after.findIndex((other) => isSame(other, element));
    if (known >= 0) after[known] = { ...(after[known] as Element), ...element };
    else after.push(element);
    touched.push(known >= 0 ? known : after.length - 1);
  }
  return onePrimary(
    after,
    touched.map((index) => after[index] as Element),
  );
}

/** "…no record match was made": 400 `noTarget` to a replace, nothing to remove; an add makes what the filter describes. */
function withoutMatch(before: readonly Element[], change: Change, replaceCreates: boolean): readonly Element[] {
  const { op, target, value } = change;
  const { attribute, filter, sub, described } = target;
  if (op === 'remove') return before;
  if (filter !== undefined && !(described && (op === 'add' || replaceCreates))) throw new Refused('noTarget');
  if (isMissing(value)) return before;
  const base = described ?? {};
  const made = sub === undefined ? { ...base, ...oneElement(attribute, value) } : base;
  if (sub === undefined) return onePrimary([...before, made], [made]);
  return writeSub([...before, made], [made], sub, readSub(attribute, sub, value));
}

/** An element that loses its last value but for what says which one it is (`type`, `primary`) is gone. */
function writeSub(
  before: readonly Element[],
  chosen: readonly Element[],
  sub: string,
  value: Plain | undefined,
): readonly Element[] {
  const after: Element[] = [];
  const touched: Element[] = [];
  for (const element of before) {
    if (!chosen.includes(element)) after.push(element);
    else {
      const written = compact({ ...element, [sub]: value ?? null });
      const isGone = value === undefined && Object.keys(written).every((key) => key === 'type' || key === 'primary');
      if (isGone) continue;
      after.push(written);
      touched.push(written);
    }
  }
  return onePrimary(after, touched);
}

/** "The service provider SHALL set the value of the existing attribute to false" when another becomes primary. */
function onePrimary(list: readonly Element[], touched: readonly Element[]): readonly Element[] {
  const chosen = touched.find((element) => element.primary === true);
  if (!chosen) return list;
  return list.map((element) =>
    element !== chosen && element.primary === true ? { ...element, primary: false } : element,
  );
}

function distinct(list: readonly Element[]): readonly Element[] {
  const kept = list.filter(
    (element, index) => list.findIndex((other) => identity(other) === identity(element)) === index,
  );
  return onePrimary(kept, kept);
}

const identity = (element: Element): string =>
  JSON.stringify(
    Object.keys(element)
      .sort()
      .map((key) => [key, element[key]]),
  );

function isSame(left: Element, right: Element): boolean {
  if (left.value === undefined || right.value === undefined) return identity(left) === identity(right);
  const fold = (text: Plain | undefined) => comparable({ type: 'text' }, String(text));
  if (fold(left.value) !== fold(right.value)) return false;
  return left.type === undefined || right.type === undefined || fold(left.type) === fold(right.type);
}

// How values are read.

function read(kind: Attribute['kind'], attribute: Attribute, value: Plain): Plain | undefined {
  if (value === null) return undefined;
  if (kind === 'list') return readList(attribute, value);
  if (kind === 'complex') return readElement(attribute, value);
  if (kind === 'flag') {
    const flag = { true: true, false: false }[String(value).toLowerCase()];
    if (flag === undefined || typeof value === 'object') throw new Refused('invalidValue');
    return flag;
  }
  // Numbers are taken for text, as some clients write them.
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new Refused('invalidValue');
  return value;
}

const readSub = (attribute: Attribute, sub: string, value: Plain | undefined): Plain | undefined =>
  read(attribute.subs?.[sub] === 'flag' ? 'flag' : 'text', attribute, value ?? null);

/** One value may stand for a list of it. */
function readList(attribute: Attribute, value: Plain): readonly Element[] {
  const list = Array.isArray(value) ? value : value === '' ? [] : [value];
  const elements = list.filter((one: Plain) => one !== null).map((one: Plain) => readElement(attribute, one));
  return distinct(elements.filter((element: Element) => Object.keys(element).length > 0));
}

function oneElement(attribute: Attribute, value: Plain | undefined): Element {
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as Plain) : value;
  const element = one === undefined || one === null ? {} : readElement(attribute, one);
  if (Object.keys(element).length === 0) throw new Refused('invalidValue');
  return element;
}

function readElement(attribute: Attribute, value: Plain): Element {
  const given = typeof value === 'string' && attribute.subs && 'value' in attribute.subs ? { value } : value;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Refused('invalidValue');
  const element: Record<string, Plain> = {};
  for (const [key, part] of Object.entries(given as Element)) {
    const name = nameOf(attribute, key);
    if (name === undefined || attribute.subs?.[name] === 'read-only' || part === null) continue;
    element[name] = readSub(attribute, name, part) ?? null;
  }
  return element;
}

/** A reference as text, or as the only one of a list; `""` for none. */
function referenceOf({ subs }: Attribute, value: Plain): Plain {
  if (!subs || !('value' in subs)) return value;
  const one = Array.isArray(value) ? (value.length > 1 ? value : (value[0] ?? null)) : value;
  return one === '' ? null : typeof one === 'string' ? { value: one } : one;
}

const nameOf = ({ subs }: Attribute, key: string): string | undefined =>
  Object.keys(subs ?? {}).find((name) => name.toLowerCase() === key.toLowerCase());

const isMissing = (value: Plain | undefined): boolean => value === undefined || value === null;

const isUnset = (value: Plain | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const compact = (element: Element): Element =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => value !== null));

function at(from: Plain, [key, ...rest]: readonly string[]): Plain | undefined {
  if (key === undefined) return from;
  const value = (from as Element)[key];
  return value === undefined ? undefined : at(value, rest);
}

function put(into: Element, [key, ...rest]: readonly string[], value: Plain | undefined): Element {
  if (key === undefined) return into;
  const { [key]: old, ...others } = into;
  const inner = rest.length === 0 ? value : put((old as Element | undefined) ?? {}, rest, value);
  return isUnset(inner) ? others : { ...into, [key]: inner as Plain };
}
