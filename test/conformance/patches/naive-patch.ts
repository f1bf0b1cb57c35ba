import { comparable, holds, type Meaning, type Plain } from '../filters/filter-meaning.ts';
import { PLACE } from './patched-extension.ts';

/**
 * PATCH as RFC 7644 §3.5.2 tells it, for a part of a user's attributes: rebuilds everything, looks nothing up, shares
 * nothing with the service. Where the RFC leaves a choice, the comment says which one Holdfast makes.
 */
export interface Attribute {
  readonly path: readonly [string, ...string[]];
  readonly kind: Simple | 'complex' | 'list';
  /** What a list without sub-attributes holds. */
  readonly of?: Simple;
  /** Those with a rule of their own are text. */
  readonly subs?: Readonly<Record<string, Simple | 'texts' | 'read-only' | 'write-only' | 'immutable'>>;
  readonly rule?: 'required' | 'read-only' | 'write-only' | 'immutable';
}

export type Simple = 'text' | 'exact' | 'flag' | 'integer' | 'decimal' | 'date' | 'binary';

export interface Target {
  readonly attribute: Attribute;
  readonly filter?: Meaning;
  /** What the filter says an element is, when it says nothing but equalities. */
  readonly described?: Element | undefined;
  readonly sub?: string;
  /** Which of the texts of `sub`. */
  readonly subFilter?: Meaning;
}

export interface Change {
  readonly op: 'add' | 'replace' | 'remove';
  readonly target: Target;
  readonly value: Plain | undefined;
  /** Named by a path, not merely among the attributes of a value. */
  readonly isNamed: boolean;
  /** Goes with all of its extension, so that nothing of it is required any more. */
  readonly isWhole?: boolean;
}

export type Element = { readonly [key: string]: Plain };
export type Person = { readonly [key: string]: Plain };

/** An operation is refused, and with it the request. */
export class Refused extends Error {}

export function patchNaively(person: Person, changes: readonly Change[], replaceCreates: boolean): Person {
  const after = changes.reduce((before, change) => applyOne(before, change, replaceCreates), person);
  assertKept(person, after, changes);
  assertComplete(person, after, changes);
  return after;
}

/** An immutable attribute "SHALL NOT be updated" once it has a value: it may be taken out and put back by one request. */
function assertKept(before: Person, after: Person, changes: readonly Change[]): void {
  for (const { attribute } of changes.map(({ target }) => target)) {
    const subs = attribute.kind === 'complex' ? Object.entries(attribute.subs ?? {}) : [];
    const paths = [
      ...(attribute.rule === 'immutable' ? [attribute.path] : []),
      ...subs.filter(([, rule]) => rule === 'immutable').map(([sub]) => [...attribute.path, sub]),
    ];
    for (const path of paths) {
      const value = at(before, path);
      if (value !== undefined && !meansSame(value, at(after, path))) throw new Refused('mutability');
    }
  }
}

/** Whoever is active and has something of an extension that was changed has what it requires. */
function assertComplete(before: Person, after: Person, changes: readonly Change[]): void {
  // Who says nothing of it any more leaves it as it is.
  if ((after.active ?? before.active) === false) return;
  const touched = new Set(
    changes.map(({ target }) => target.attribute.path[0]).filter((key) => key.startsWith('urn:')),
  );
  for (const extension of touched) {
    const required = requiredOf(extension);
    const values = after[extension] as Element | undefined;
    if (required === undefined || values === undefined || isEqual(before[extension], values)) continue;
    if (String(values[required] ?? '').trim() === '') throw new Refused('invalidValue');
  }
}

const requiredOf = (extension: string): string | undefined => (extension === PLACE ? 'centre' : undefined);

function applyOne(person: Person, change: Change, replaceCreates: boolean): Person {
  const { attribute, sub } = change.target;
  const isReadOnly = attribute.rule === 'read-only' || (sub !== undefined && attribute.subs?.[sub] === 'read-only');
  if (isReadOnly) {
    if (change.isNamed) throw new Refused('mutability');
    return person;
  }
  if (attribute.rule === 'write-only' || (sub !== undefined && attribute.subs?.[sub] === 'write-only')) {
    const isSub = sub !== undefined;
    if (change.value !== undefined) read(isSub ? 'text' : attribute.kind, attribute, change.value);
    return person;
  }
  const before = at(person, attribute.path);
  const after =
    attribute.kind === 'list'
      ? patchList((before as readonly Element[] | undefined) ?? [], change, replaceCreates)
      : attribute.kind === 'complex'
        ? patchComplex((before as Element | undefined) ?? {}, change)
        : patchSimple(before, change);
  if (isUnset(after) && attribute.rule === 'required' && !change.isWhole) {
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
  return target.attribute.rule === 'immutable' ? kept(before, after) : after;
}

/** "…a set of sub-attributes SHALL be specified in the value parameter that replaces any existing values or is added". */
function patchComplex(before: Element, { op, target, value }: Change): Element | undefined {
  const { attribute, sub } = target;
  if (sub !== undefined) {
    if (op === 'add' && isMissing(value)) return before;
    if (attribute.subs?.[sub] === 'texts') {
      return referring(before, { ...before, [sub]: patchTexts(before[sub], { op, target, value }) ?? null }, {});
    }
    const after = op === 'remove' ? undefined : readSub(attribute, sub, value);
    const written = attribute.subs?.[sub] === 'immutable' ? kept(before[sub], after) : after;
    return referring(before, { ...before, [sub]: written ?? null }, {});
  }
  if (op === 'remove') return undefined;
  const said = referenceOf(attribute, value ?? null);
  // To add null is to add nothing; to add nobody (`""`, `[]`) is to have nobody.
  if (said === null) return op === 'add' && isMissing(value) ? before : undefined;
  const named = readElement(attribute, said);
  const unassigned = Object.entries(said as Element)
    // An empty list says "unassigned" as null does (RFC 7643 §2.5); to add it is to add nothing.
    .filter(([, part]) => part === null || (op !== 'add' && Array.isArray(part) && part.every((one) => one === null)))
    .flatMap(([key]) => nameOf(attribute, key) ?? [])
    .map((name) => [name, null] as const);
  const isWritable = ([name]: readonly [string, null]) =>
    !['read-only', 'write-only'].includes(attribute.subs?.[name] ?? '');
  const unset = Object.fromEntries(unassigned.filter(isWritable));
  const given = { ...named, ...unset };
  return referring(before, op === 'add' ? added(attribute, before, given) : merged(attribute, before, given), named);
}

/** A sub-attribute with several values is a list like any other. */
function patchTexts(before: Plain | undefined, { op, target, value }: Omit<Change, 'isNamed'>): Plain | undefined {
  const attribute: Attribute = { path: ['texts'], kind: 'list', of: 'text' };
  const own = { attribute, ...(target.subFilter && { filter: target.subFilter }) };
  const after = patchList((before ?? []) as readonly Element[], { op, target: own, value, isNamed: true }, false);
  return after.length === 0 ? undefined : after;
}

/** What is immutable keeps its value, be it that the new one is the same. */
function merged({ subs }: Attribute, before: Element, given: Element): Element {
  const written = Object.entries(given).map(([name, value]): [string, Plain] => [
    name,
    subs?.[name] === 'immutable' ? (kept(before[name], value ?? undefined) ?? null) : value,
  ]);
  return { ...before, ...Object.fromEntries(written) };
}

/** "If the target location already contains the value specified, no changes SHOULD be made": not to its spelling either. */
function added(attribute: Attribute, before: Element, given: Element): Element {
  const isNew = ([name, value]: [string, Plain]): boolean =>
    attribute.subs?.[name] === 'exact' ? before[name] !== value : !meansSame(before[name], value);
  const united = Object.entries(given)
    .filter(isNew)
    .map(([name, value]): [string, Plain] => {
      const isList = attribute.subs?.[name] === 'texts' && value !== null && before[name] !== undefined;
      return [name, isList ? (patchTexts(before[name], { op: 'add', target: { attribute }, value }) ?? null) : value];
    });
  return merged(attribute, before, Object.fromEntries(united));
}

/** What is immutable stays as it is written, be it that the new value means the same. */
function kept(before: Plain | undefined, after: Plain | undefined): Plain | undefined {
  if (before === undefined) return after;
  if (!meansSame(before, after)) throw new Refused('mutability');
  return before;
}

/** Several values have no order, and texts no case: all that are compared so are declared to have none. */
const meansSame = (one: Plain | undefined, other: Plain | undefined): boolean =>
  one !== undefined && other !== undefined && isEqual(meaningOf(one), meaningOf(other));

const meaningOf = (value: Plain): Plain =>
  Array.isArray(value) ? value.map(meaningOf).sort() : typeof value === 'string' ? fold(value) : value;

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
    return writeSub(before, chosen, change);
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
  // A value without sub-attributes has nothing that could be added to it: it is its list that is added to.
  if (attribute.of) return before.some((element) => isSame(attribute, element, given)) ? before : [...before, given];
  const after = before.map((element) => (chosen.includes(element) ? added(attribute, element, given) : element));
  return onePrimary(
    after,
    after.filter((_, index) => chosen.includes(before[index] as Element)),
  );
}

function patchWhole(before: readonly Element[], { op, target, value }: Change): readonly Element[] {
  const isGiven = !isMissing(value);
  const given = isGiven ? readList(target.attribute, value as Plain) : [];
  if (op === 'replace') return given;
  if (op === 'remove') {
    return isGiven
      ? before.filter((element) => !given.some((listed) => isSame(target.attribute, element, listed)))
      : [];
  }
  // "If the value already exists, it SHOULD NOT be added again": the same value of a type that is not another one.
  const after = [...before];
  const touched: number[] = [];
  for (const element of given) {
    const known = after.findIndex((other) => isSame(target.attribute, other, element));
    if (known < 0) after.push(element);
    else if (!target.attribute.of) after[known] = added(target.attribute, after[known] as Element, element);
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
  return writeSub([...before, made], [made], change);
}

/** An element that loses its last value but for what says which one it is (`type`, `primary`) is gone. */
function writeSub(
  before: readonly Element[],
  chosen: readonly Element[],
  { op, target, value: given }: Change,
): readonly Element[] {
  const { attribute, sub = '' } = target;
  const { subs } = attribute;
  const isList = subs?.[sub] === 'texts';
  const read = isList || op === 'remove' ? undefined : readSub(attribute, sub, given);
  const after: Element[] = [];
  const touched: Element[] = [];
  for (const element of before) {
    if (!chosen.includes(element)) after.push(element);
    else {
      const value = isList ? patchTexts(element[sub], { op, target, value: given }) : read;
      const own = subs?.[sub] === 'immutable' ? kept(element[sub], value) : value;
      const written = compact({ ...element, [sub]: own ?? null });
      const isGone = value === undefined && Object.keys(written).every((key) => key === 'type' || key === 'primary');
      if (isGone) continue;
      after.push(written);
      touched.push(written);
    }
  }
  return distinct(onePrimary(after, touched));
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

/** Equal for equal values, whatever order their keys came in. */
function identity(value: Plain | undefined): string {
  if (Array.isArray(value)) return `[${value.map((one: Plain) => identity(one)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value as Element).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(entries.map(([key, inner]) => [key, identity(inner)]));
}

const isEqual = (one: Plain | undefined, other: Plain | undefined): boolean => identity(one) === identity(other);

function isSame({ of, subs }: Attribute, left: Element, right: Element): boolean {
  if (of) return of === 'text' ? fold(left) === fold(right) : identity(left) === identity(right);
  if (left.value === undefined || right.value === undefined) return identity(left) === identity(right);
  const isEqual = subs?.value === 'exact' ? left.value === right.value : fold(left.value) === fold(right.value);
  if (!isEqual) return false;
  return left.type === undefined || right.type === undefined || fold(left.type) === fold(right.type);
}

const fold = (text: Plain | undefined) => comparable({ type: 'text' }, String(text));

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
  if (kind === 'integer' || kind === 'decimal') {
    // Text that is exactly a number is taken for it, as some clients write them.
    const isText = typeof value === 'string' && /^-?(0|[1-9]\d*)$/.test(value);
    const number = isText ? Number(value) : value;
    const isOne = kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
    if (!isOne) throw new Refused('invalidValue');
    return number;
  }
  // Clients clear dates by empty text.
  if (kind === 'date' && value === '') return undefined;
  if (kind === 'date' || kind === 'binary') {
    const isOne = kind === 'date' ? !Number.isNaN(Date.parse(String(value))) : /^[\w+/]*=*$/.test(String(value));
    if (typeof value !== 'string' || !isOne) throw new Refused('invalidValue');
    return kind === 'date' ? new Date(value).toISOString() : value;
  }
  // Numbers are taken for text, as some clients write them.
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new Refused('invalidValue');
  return value;
}

function readSub(attribute: Attribute, sub: string, value: Plain | undefined): Plain | undefined {
  const kind = attribute.subs?.[sub];
  if (kind === 'texts') {
    const texts = isMissing(value) ? [] : readList({ path: ['texts'], kind: 'list', of: 'text' }, value as Plain);
    return texts.length === 0 ? undefined : texts;
  }
  const isRuled = kind === undefined || kind === 'immutable' || kind === 'read-only' || kind === 'write-only';
  return read(isRuled ? 'text' : kind, attribute, value ?? null);
}

/** One value may stand for a list of it. */
function readList(attribute: Attribute, value: Plain): readonly Element[] {
  const list = Array.isArray(value) ? value : value === '' ? [] : [value];
  const given = list.filter((one: Plain) => one !== null);
  const { of } = attribute;
  // Elements of a list of simple values are handled like any: nothing but their identity is asked.
  if (of) return distinct(given.map((one: Plain) => read(of, attribute, one) as unknown as Element));
  const elements = given.map((one: Plain) => readElement(attribute, one));
  return distinct(elements.filter((element: Element) => Object.keys(element).length > 0));
}

function oneElement(attribute: Attribute, value: Plain | undefined): Element {
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as Plain) : value;
  if (attribute.of) {
    if (one === undefined || one === null) throw new Refused('invalidValue');
    return read(attribute.of, attribute, one) as unknown as Element;
  }
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
    const read = readSub(attribute, name, part);
    if (attribute.subs?.[name] !== 'write-only' && read !== undefined) element[name] = read;
  }
  return element;
}

/** A reference as text, or as the only one of a list; `""` for none. */
function referenceOf({ subs }: Attribute, value: Plain): Plain {
  if (!subs || !('value' in subs)) return value;
  const one = Array.isArray(value) ? (value.length > 1 ? value : (value[0] ?? null)) : value;
  const isNobody =
    typeof one === 'object' &&
    one !== null &&
    Object.entries(one).some(([key, part]) => key.toLowerCase() === 'value' && part === '');
  return one === '' || isNobody ? null : typeof one === 'string' ? { value: one } : one;
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
