import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/**
 * Entra filters and patches `manager` (its documentation's examples, too) without the enterprise URN. Core attributes of
 * the same name win.
 */
export function* unqualifiedExtensionNames(
  attributes: ReadonlyMap<string, AttributeDefinition>,
): Iterable<readonly [string, AttributeDefinition]> {
  for (const attribute of attributes.values()) yield [attribute.name, attribute];
}
