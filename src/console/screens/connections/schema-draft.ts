import type { useForm } from '@mantine/form';
import type { ExtensionAttribute, ExtensionSchema, ExtensionSchemaInput } from '../../api/types.ts';

/** An attribute while it is edited: `key` tells rows apart, as names change. */
export interface AttributeDraft
  extends Required<Omit<ExtensionAttribute, 'subAttributes' | 'canonicalValues' | 'description' | 'referenceTypes'>> {
  readonly referenceTypes?: string[];
  readonly key: string;
  readonly description: string;
  readonly canonicalValues: string[];
  readonly subAttributes: AttributeDraft[];
}

export interface SchemaDraft {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly resourceType: 'User' | 'Group';
  readonly required: boolean;
  readonly attributes: AttributeDraft[];
}

/** What the fields of the form need of it. */
export type SchemaForm = Pick<
  ReturnType<typeof useForm<SchemaDraft>>,
  'values' | 'errors' | 'getInputProps' | 'setFieldValue' | 'insertListItem' | 'removeListItem'
>;

let keys = 0;

export const newAttribute = (): AttributeDraft => ({
  key: `attribute-${++keys}`,
  name: '',
  type: 'string',
  multiValued: false,
  description: '',
  required: false,
  canonicalValues: [],
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  filterable: true,
  subAttributes: [],
});

export const draftOf = (schema: ExtensionSchema | undefined): SchemaDraft => ({
  id: schema?.id ?? '',
  name: schema?.name ?? '',
  description: schema?.description ?? '',
  resourceType: schema?.resourceType ?? 'User',
  required: schema?.required ?? false,
  attributes: schema ? schema.attributes.map(draftOfAttribute) : [newAttribute()],
});

const draftOfAttribute = (
  attribute: Omit<ExtensionAttribute, 'subAttributes'> & Partial<Pick<ExtensionAttribute, 'subAttributes'>>,
): AttributeDraft => ({
  ...newAttribute(),
  ...attribute,
  description: attribute.description ?? '',
  canonicalValues: attribute.canonicalValues ?? [],
  subAttributes: (attribute.subAttributes ?? []).map(draftOfAttribute),
});

/** What is sent: a draft without what only matters while it is edited. */
export const inputOf = (draft: SchemaDraft): ExtensionSchemaInput => ({
  id: draft.id.trim(),
  name: draft.name.trim(),
  ...(draft.description.trim() && { description: draft.description.trim() }),
  resourceType: draft.resourceType,
  required: draft.required,
  attributes: draft.attributes.map((attribute) => {
    const { type, subAttributes } = attribute;
    if (type !== 'complex') return { ...simpleOf(attribute), type };
    return {
      ...simpleOf(attribute),
      type,
      subAttributes: subAttributes.flatMap((sub) =>
        sub.type === 'complex' ? [] : [{ ...simpleOf(sub), type: sub.type }],
      ),
    };
  }),
});

const simpleOf = ({
  key: _key,
  type: _type,
  subAttributes: _subs,
  description,
  canonicalValues,
  ...rest
}: AttributeDraft) => ({
  ...rest,
  name: rest.name.trim(),
  ...(description.trim() && { description: description.trim() }),
  ...(canonicalValues.length > 0 && { canonicalValues }),
});

/** Names of attributes that were there and are no longer. */
export const removedNames = (before: ExtensionSchema | undefined, draft: SchemaDraft): string[] => {
  const names = new Set(draft.attributes.map(({ name }) => name.trim()));
  return (before?.attributes ?? []).map(({ name }) => name).filter((name) => !names.has(name));
};
