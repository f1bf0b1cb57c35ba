import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { WorkBudget } from '../filter/work-budget.ts';
import { isSameValue } from '../resource/same-value.ts';
import { identityOf, isObject } from '../resource/tidy-list.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { setSub } from './set-sub-attribute.ts';

/** Elements of a list under way; complex ones are plain objects that may be changed in place. */
export type ListElement = Json | Record<string, Json>;

/**
 * Adds elements (RFC 7644 §3.5.2.1). One that is there already (same `value`, and same `type` where both have one) is not
 * added again but takes over what the new one says besides; what it says already stays as it is written. Returns the elements added or merged into.
 */
export function addElements(
  attribute: AttributeDefinition,
  list: ListElement[],
  added: readonly Json[],
  budget: WorkBudget,
): ListElement[] {
  const byKey = new Map<string, ListElement[]>();
  for (const element of list) {
    budget.spend(0);
    remember(byKey, keyOf(attribute, element), element);
  }
  const touched: ListElement[] = [];
  for (const element of added) {
    const key = keyOf(attribute, element);
    const same = byKey.get(key)?.find((candidate) => isSameElement(candidate, element, budget));
    if (same === undefined) {
      list.push(element);
      remember(byKey, key, element);
      touched.push(element);
    } else {
      if (isObject(same) && isObject(element)) mergeSubs(attribute, same as Record<string, Json>, element, budget);
      touched.push(same);
    }
  }
  return touched;
}

/**
 * Adds the sub-attributes of one element to those of another, in place: those with several values get more of them, what
 * means the same stays as it is written. @throws ScimError 400 mutability
 */
export function mergeSubs(
  parent: AttributeDefinition,
  element: Record<string, Json>,
  added: JsonObject,
  budget: WorkBudget,
): void {
  for (const sub of parent.subAttributes.values()) {
    const value = added[sub.name];
    const before = element[sub.name];
    if (value === undefined || isSameValue(sub, before, value)) continue;
    if (!sub.multiValued || !Array.isArray(value) || !Array.isArray(before)) setSub(element, sub, value);
    else {
      const list: ListElement[] = [...before];
      addElements(sub, list, value, budget);
      setSub(element, sub, list);
    }
  }
}

/** Removes the elements a client lists by `value` (and `type`, where it gives one). */
export function removeListed(
  attribute: AttributeDefinition,
  list: readonly ListElement[],
  listed: readonly Json[],
  budget: WorkBudget,
): ListElement[] {
  const byKey = new Map<string, Json[]>();
  for (const element of listed) remember(byKey, keyOf(attribute, element), element);
  return list.filter((element) => {
    budget.spend(0);
    return !byKey.get(keyOf(attribute, element))?.some((candidate) => isSameElement(element, candidate, budget));
  });
}

/** `primary` set on one element is taken from the others (RFC 7644 §3.5.2). */
export function keepOnePrimary(list: readonly ListElement[], touched: readonly ListElement[]): void {
  const chosen = touched.find(isPrimary);
  if (chosen === undefined) return;
  for (const element of list) {
    if (element !== chosen && isPrimary(element)) (element as Record<string, Json>).primary = false;
  }
}

const isPrimary = (element: ListElement): boolean => isObject(element) && element.primary === true;

function remember<T>(byKey: Map<string, T[]>, key: string, element: T): void {
  const known = byKey.get(key);
  if (known) known.push(element);
  else byKey.set(key, [element]);
}

/** Elements with different keys are different; a complex value's identity is its `value` where it has one. */
function keyOf(attribute: AttributeDefinition, element: Json): string {
  const value = isObject(element) ? element.value : element;
  if (value === undefined) return identityOf(element);
  const definition = isObject(element) ? attribute.subAttributes.get('value') : attribute;
  const isFolded = typeof value === 'string' && definition?.caseExact === false;
  return `value:${isFolded ? foldCase(value) : JSON.stringify(value)}`;
}

function isSameElement(left: Json, right: Json, budget: WorkBudget): boolean {
  budget.spend(0);
  if (!isObject(left) || !isObject(right)) return true;
  const [one, other] = [left.type, right.type];
  if (one === undefined || other === undefined) return true;
  if (typeof one !== 'string' || typeof other !== 'string') return identityOf(one) === identityOf(other);
  return foldCase(one) === foldCase(other);
}
