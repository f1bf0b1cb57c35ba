import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/** OneLogin templates send a multi-valued attribute with one value as that value itself (`emails` as an object). */
export const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? value : value === '' ? [] : [value]);

/** Several clients send `roles`, `entitlements` and `members` as lists of bare strings. */
export const asElement = (list: AttributeDefinition, element: Json): Json =>
  typeof element === 'string' && list.type === 'complex' && list.subAttributes.has('value')
    ? { value: element }
    : element;
