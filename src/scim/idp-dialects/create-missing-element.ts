import type { ConnectionType } from '../../domain/provisioning/connection.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { FilterNode } from '../filter/filter-syntax.ts';
import { coerceValue } from '../resource/coerce-value.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/**
 * Entra replaces `emails[type eq "work"].value` of users that have no work address and expects one to be made. For others
 * RFC 7644 §3.5.2.3 holds: a replace without a match is refused with `noTarget`.
 */
export const replaceCreatesElement = (connection: ConnectionType): boolean => connection === 'entra';

/**
 * The element a filter describes, when it is nothing but equalities: `type eq "work"` describes `{type: "work"}`.
 * Undefined when no single element follows from it.
 */
export function describedElement(list: AttributeDefinition, filter: FilterNode): Record<string, Json> | undefined {
  const element: Record<string, Json> = {};
  for (const node of filter.kind === 'and' ? filter.operands : [filter]) {
    if (node.kind !== 'comparison' || node.operator !== 'eq' || node.value === null) return undefined;
    const sub = list.subAttributes.get(node.name.toLowerCase());
    const value = sub && coerceValue(sub, node.value);
    if (!sub || value === undefined) return undefined;
    element[sub.name] = value;
  }
  return element;
}
