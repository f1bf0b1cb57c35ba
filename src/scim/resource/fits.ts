import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition, AttributeType } from '../schema/attribute-definition.ts';
import { isObject } from './tidy-list.ts';

/** Whether a stored value is one of the attribute as it is defined; sub-attributes are not looked at. */
export const fits = ({ type, multiValued }: AttributeDefinition, value: Json): boolean =>
  multiValued ? Array.isArray(value) && value.every((element: Json) => isOf(type, element)) : isOf(type, value);

function isOf(type: AttributeType, value: Json): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'decimal':
      return typeof value === 'number';
    case 'complex':
      return isObject(value);
    default:
      return typeof value === 'string';
  }
}
