import type { z } from 'zod';
import type { ExtensionAttribute, ExtensionSchema } from '../../../domain/provisioning/extension-schema.ts';
import type {
  ExtensionAttribute as ExtensionAttributeSchema,
  ExtensionSchemaInput,
  ExtensionSchema as ExtensionSchemaSchema,
} from '../schemas/extension-schema.ts';

type DeclaredAttribute = Omit<z.output<typeof ExtensionAttributeSchema>, 'subAttributes'> & {
  readonly subAttributes?: readonly DeclaredAttribute[] | undefined;
};

/** A declaration as it is kept: without members that say nothing, such as empty lists of exported schemas. */
export const readExtensionSchema = (input: z.output<typeof ExtensionSchemaInput>): ExtensionSchema => ({
  id: input.id,
  name: input.name,
  ...(input.description && { description: input.description }),
  resourceType: input.resourceType,
  required: input.required,
  attributes: input.attributes.map(readAttribute),
});

export const readAttribute = (input: DeclaredAttribute): ExtensionAttribute => ({
  name: input.name,
  type: input.type,
  multiValued: input.multiValued,
  ...(input.description && { description: input.description }),
  required: input.required,
  ...(filled(input.canonicalValues) && { canonicalValues: input.canonicalValues }),
  caseExact: input.caseExact,
  mutability: input.mutability,
  returned: input.returned,
  uniqueness: input.uniqueness,
  ...(filled(input.referenceTypes) && { referenceTypes: input.referenceTypes }),
  filterable: input.filterable,
  ...(filled(input.subAttributes) && { subAttributes: input.subAttributes.map(readAttribute) }),
});

const filled = <T>(list: readonly T[] | undefined): list is readonly T[] => list !== undefined && list.length > 0;

/** Mutable copies, as answers are typed. */
export const shapeExtensionSchema = (schema: ExtensionSchema): z.input<typeof ExtensionSchemaSchema> =>
  structuredClone(schema) as z.input<typeof ExtensionSchemaSchema>;
