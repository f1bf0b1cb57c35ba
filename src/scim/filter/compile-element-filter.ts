import type { ElementCondition } from '../../application/ports/query.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { compileComparison } from './compile-comparison.ts';
import { FilterError } from './filter-error.ts';
import type { FilterNode } from './filter-syntax.ts';

/**
 * The condition on one element of a multi-valued attribute that a value filter (`emails[…]`) states. The same condition
 * selects rows in the database and elements in a PATCH.
 */
export function compileElementFilter(list: AttributeDefinition, node: FilterNode): ElementCondition {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { op: node.kind, conditions: node.operands.map((operand) => compileElementFilter(list, operand)) };
    case 'not':
      return { op: 'not', condition: compileElementFilter(list, node.operand) };
    case 'present':
      return { op: 'present', field: elementField(list, node.name, node.at).field };
    case 'comparison': {
      const { attribute, field } = elementField(list, node.name, node.at);
      if (attribute !== list && attribute.multiValued) {
        throw new FilterError(
          node.at,
          `${attribute.label} has several values and can be asked by pr only within brackets`,
        );
      }
      return compileComparison(attribute, node, field);
    }
    case 'valuePath':
      throw new FilterError(node.at, 'A value filter cannot hold another one');
  }
}

/** The sub-attribute of that name; `value` of a list of simple values is the element itself (RFC 7643 §2.4). */
function elementField(
  list: AttributeDefinition,
  name: string,
  at: number,
): { attribute: AttributeDefinition; field: readonly string[] } {
  const sub = list.subAttributes.get(name.toLowerCase());
  if (sub) return { attribute: sub, field: [sub.name] };
  if (list.type !== 'complex' && name.toLowerCase() === 'value') return { attribute: list, field: [] };
  throw new FilterError(at, `${list.label} has no sub-attribute ${JSON.stringify(name.slice(0, 120))}`);
}

/** The sub-attribute a comparison with the whole attribute means: `emails co "x"` asks `emails.value`. */
export function defaultSubAttribute(attribute: AttributeDefinition, at: number): AttributeDefinition {
  if (attribute.type !== 'complex') return attribute;
  const value = attribute.subAttributes.get('value');
  if (!value) throw new FilterError(at, `${attribute.label} is complex: name one of its sub-attributes`);
  return value;
}
