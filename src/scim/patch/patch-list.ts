import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import { matchElement } from '../filter/match-element.ts';
import type { WorkBudget } from '../filter/work-budget.ts';
import { describedElement } from '../idp-dialects/create-missing-element.ts';
import { coerceElement, coerceList, coerceValue } from '../resource/coerce-value.ts';
import { isObject, tidyList } from '../resource/tidy-list.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { PatchOptions } from './apply-patch.ts';
import { addElements, keepOnePrimary, type ListElement, mergeSubs, removeListed } from './edit-list.ts';
import type { PatchOperation } from './patch-operation.ts';
import { isKeptRequired, setSub } from './set-sub-attribute.ts';

/** One operation on a multi-valued attribute. Undefined: no value is left, the attribute is unset. */
export function patchList(
  before: Json[],
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): Json[] | undefined {
  const { elements, sub } = operation.target;
  const after = elements
    ? patchMatching(before, operation, options, budget)
    : sub
      ? patchEverySub(before, operation, options, budget)
      : patchWhole(before, operation, budget);
  return after.length === 0 ? undefined : after;
}

function patchWhole(list: Json[], { verb, value, target }: PatchOperation, budget: WorkBudget): Json[] {
  const { attribute } = target;
  const isSet = value !== undefined && value !== null;
  if (verb === 'add') {
    if (!isSet) return list;
    keepOnePrimary(list, addElements(attribute, list, coerceList(attribute, value), budget));
    return list;
  }
  if (verb === 'replace') return isSet ? coerceList(attribute, value) : [];
  return isSet ? removeListed(attribute, list, coerceList(attribute, value), budget) : [];
}

/** `emails.type` without brackets means every element; adding to an empty list makes one. */
function patchEverySub(list: Json[], operation: PatchOperation, options: PatchOptions, budget: WorkBudget): Json[] {
  const isAlone = list.length === 0 && operation.verb !== 'remove' && hasValue(operation);
  if (!isAlone) return setSubOf(list, list, operation, options, budget);
  const made: Record<string, Json> = {};
  return setSubOf([made], [made], operation, options, budget);
}

function patchMatching(list: Json[], operation: PatchOperation, options: PatchOptions, budget: WorkBudget): Json[] {
  const { verb, target } = operation;
  const { elements, sub } = target;
  if (!elements) return list;
  const matched = list.filter((element) => matchElement(elements.condition, element, budget));
  if (matched.length === 0) return verb === 'remove' ? list : createElement(list, operation, options, budget);
  if (sub) return setSubOf(list, matched, operation, options, budget);
  const chosen = new Set(matched);
  const unsets = verb === 'remove' || (verb === 'replace' && !hasValue(operation));
  if (unsets) return list.filter((element) => !chosen.has(element));
  if (!hasValue(operation)) return list;
  const value = elementValue(operation);
  if (verb === 'replace') return replaceElements(list, chosen, value);
  if (!isObject(value)) addElements(target.attribute, list, [value], budget);
  for (const element of matched) {
    if (isObject(element) && isObject(value))
      mergeSubs(target.attribute, element as Record<string, Json>, value, budget);
  }
  keepOnePrimary(list, matched);
  return list;
}

/** All matching values are replaced (RFC 7644 §3.5.2.3); what was several becomes one. */
function replaceElements(list: Json[], chosen: ReadonlySet<Json>, value: Json): Json[] {
  let put: Json | undefined;
  const after: Json[] = [];
  for (const element of list) {
    if (!chosen.has(element)) after.push(element);
    else if (put === undefined) {
      put = value;
      after.push(put);
    }
  }
  if (put !== undefined) keepOnePrimary(after, [put]);
  return tidyList(after);
}

/** Null stands for unset (RFC 7643 §2.5). */
const hasValue = ({ value }: PatchOperation): boolean => value !== undefined && value !== null;

function createElement(list: Json[], operation: PatchOperation, options: PatchOptions, budget: WorkBudget): Json[] {
  const { verb, target } = operation;
  const { attribute, elements, sub } = target;
  const mayCreate = verb === 'add' || options.replaceCreatesElement;
  const made = mayCreate && elements ? describedElement(attribute, elements.filter) : undefined;
  if (!made) throw badRequest('noTarget', `No value of ${attribute.label} matches the filter of the path`);
  if (!hasValue(operation)) return list;
  if (sub) {
    list.push(made);
    return setSubOf(list, [made], operation, options, budget);
  }
  const value = elementValue(operation);
  const element = isObject(value) ? { ...made, ...value } : value;
  list.push(element);
  keepOnePrimary(list, [element]);
  return list;
}

function elementValue({ target: { attribute }, value }: PatchOperation): Json {
  const single = Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value;
  const coerced = single === undefined ? undefined : coerceElement(attribute, single);
  if (coerced === undefined) throw badRequest('invalidValue', `${attribute.label} needs a value to put there`);
  return coerced;
}

/** Sub-attributes that say nothing where there is nothing they speak of. */
const BESIDE: ReadonlySet<string> = new Set(['type', 'primary']);
const isEmptied = (element: ListElement): boolean =>
  isObject(element) && Object.keys(element).every((key) => BESIDE.has(key));

/** Writes a sub-attribute of the chosen elements; an element that loses its last one of substance leaves the list. */
function setSubOf(
  list: Json[],
  chosen: readonly ListElement[],
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): Json[] {
  const { sub } = operation.target;
  if (!sub || (operation.verb === 'add' && !hasValue(operation))) return list;
  const patched = patchedSub(sub, operation, options, budget);
  const emptied = new Set<ListElement>();
  for (const element of chosen) {
    if (!isObject(element)) continue;
    const after = patched(element[sub.name]);
    setSub(element as Record<string, Json>, sub, after);
    if (after === undefined && isEmptied(element)) emptied.add(element);
  }
  const left = emptied.size === 0 ? list : list.filter((element) => !emptied.has(element));
  keepOnePrimary(
    left,
    chosen.filter((element) => !emptied.has(element)),
  );
  return tidyList(left);
}

/**
 * What an operation makes of a sub-attribute, given what it is. One with several values is a list like any other: `add`
 * adds to it, and values can be removed one by one. What the value means is found out once.
 * @throws ScimError 400 mutability when a path would unset what is required
 */
export function patchedSub(
  sub: AttributeDefinition,
  operation: PatchOperation,
  options: PatchOptions,
  budget: WorkBudget,
): (before: Json | undefined) => Json | undefined {
  const { verb, value, target, isExplicit } = operation;
  const { subElements } = target;
  const unlessRequired = (before: Json | undefined, after: Json | undefined): Json | undefined =>
    after === undefined && before !== undefined && isKeptRequired(sub, isExplicit) ? before : after;
  if (sub.multiValued) {
    const own = { ...operation, target: { attribute: sub, ...(subElements && { elements: subElements }) } };
    return (before) =>
      unlessRequired(before, patchList(Array.isArray(before) ? [...before] : [], own, options, budget));
  }
  const coerced = verb === 'remove' || value === undefined ? undefined : coerceValue(sub, value);
  return (before) => {
    budget.spend(typeof coerced === 'string' ? coerced.length : 0);
    return unlessRequired(before, coerced);
  };
}
