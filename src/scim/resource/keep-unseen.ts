import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { Mentions } from './mentions-of.ts';
import { identityOf, isObject } from './tidy-list.ts';

/**
 * The attributes after a PUT with what a client was not shown and did not mention: values of `returned` request and never.
 * A client that sends back what a GET showed it, changed or not, does not erase them. Of a list, an element keeps its own
 * when it has the `value` it had, or is all that was shown of it.
 */
export function keepUnseen(type: ResourceType, before: JsonObject, given: JsonObject, mentions: Mentions): JsonObject {
  let after = given;
  for (const attribute of type.ruled.unseen) {
    const { extension, parent, name } = attribute;
    if (extension === undefined || mentions(attribute)) continue;
    const [stored, own] = [before[extension], after[extension]];
    const key = parent?.name ?? name;
    const value = isObject(stored) ? stored[key] : undefined;
    if (value === undefined) continue;
    const current = isObject(own) ? own[key] : undefined;
    const kept = parent ? withSub(parent, name, value, current) : (current ?? value);
    if (kept === undefined || kept === current) continue;
    after = { ...after, [extension]: { ...(isObject(own) && own), [key]: kept } };
  }
  return after;
}

/** A complex value, or each of a list, with the sub-attribute it has as stored. */
function withSub(parent: AttributeDefinition, name: string, stored: Json, current: Json | undefined): Json | undefined {
  if (parent.multiValued) {
    return Array.isArray(current) && Array.isArray(stored) ? withSubs(parent, name, stored, current) : current;
  }
  const value = isObject(stored) ? stored[name] : undefined;
  if (value === undefined || (isObject(current) && current[name] !== undefined)) return current;
  return { ...(isObject(current) && current), [name]: value };
}

function withSubs(list: AttributeDefinition, name: string, stored: readonly Json[], current: readonly Json[]): Json {
  const known = new Map<string, Json>();
  for (const element of stored) {
    const value = isObject(element) ? element[name] : undefined;
    if (!isObject(element) || value === undefined) continue;
    known.set(shownOf(list, element), value);
    if (element.value !== undefined) known.set(identityOf({ value: element.value }), value);
  }
  return current.map((element) => {
    if (!isObject(element) || element[name] !== undefined) return element;
    const value = known.get(
      element.value === undefined ? shownOf(list, element) : identityOf({ value: element.value }),
    );
    return value === undefined ? element : { ...element, [name]: value };
  });
}

/** What a client saw of an element, as text. */
const shownOf = ({ subAttributes }: AttributeDefinition, element: JsonObject): string =>
  identityOf(
    Object.fromEntries(
      Object.entries(element).filter(([name]) => {
        const returned = subAttributes.get(name.toLowerCase())?.returned;
        return returned === 'default' || returned === 'always';
      }),
    ),
  );
