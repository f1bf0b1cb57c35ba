import { z } from 'zod';
import { ATTRIBUTE_TYPES } from '../../../domain/provisioning/extension-schema.ts';
import { Label } from './scalars.ts';

export const SchemaUrn = z.string().min(1).max(200);
const Name = z.string().min(1).max(64);
const Description = z.string().trim().max(1000);

/** What RFC 7643 §7 says of an attribute, with its defaults (§2.2) where something is left out. */
const characteristics = {
  name: Name,
  multiValued: z.boolean().default(false),
  description: Description.optional(),
  required: z.boolean().default(false),
  canonicalValues: z
    .array(z.string().min(1).max(200))
    .max(100)
    .optional()
    .describe('Suggestions: other values are taken, too'),
  caseExact: z.boolean().default(false),
  mutability: z
    .enum(['readOnly', 'readWrite', 'immutable', 'writeOnly'])
    .default('readWrite')
    .describe('Values of `writeOnly` attributes are checked and not kept'),
  returned: z.enum(['always', 'never', 'default', 'request']).default('default'),
  uniqueness: z
    .enum(['none', 'server'])
    .default('none')
    .describe('`server`: no two users (or groups) of the connection share a value'),
  referenceTypes: z.array(z.string().min(1).max(200)).max(20).optional(),
  filterable: z.boolean().default(true).describe('Whether filters and `sortBy` may name it'),
};

const ExtensionSubAttribute = z
  .strictObject({ ...characteristics, type: z.enum(ATTRIBUTE_TYPES).exclude(['complex']).default('string') })
  .meta({ id: 'ExtensionSubAttribute' });
export const ExtensionAttribute = z
  .strictObject({
    ...characteristics,
    type: z.enum(ATTRIBUTE_TYPES).default('string'),
    subAttributes: z.array(ExtensionSubAttribute).optional().describe('Of complex attributes'),
  })
  .meta({ id: 'ExtensionAttribute' });

const ResourceTypeName = z.enum(['User', 'Group']);
const Attributes = z.array(ExtensionAttribute);
const Required = z.boolean().describe('Whether every new resource must have attributes of it');

export const ExtensionSchema = z
  .object({
    id: SchemaUrn.describe('Its URN'),
    name: z.string(),
    description: z.string().optional(),
    resourceType: ResourceTypeName,
    required: Required,
    attributes: Attributes,
  })
  .meta({ id: 'ExtensionSchema' });
export const ExtensionSchemaList = z.object({ items: z.array(ExtensionSchema) }).meta({ id: 'ExtensionSchemaList' });

/** Members of a schema that was exported from somewhere (RFC 7643 §7): taken, and made anew. */
const exported = {
  schemas: z.array(z.string()).optional().describe('As exported schemas have it; not looked at'),
  meta: z.looseObject({}).optional().describe('As exported schemas have it; not looked at'),
};

export const ExtensionSchemaInput = z
  .strictObject({
    ...exported,
    id: SchemaUrn.describe('A URN of your own, such as `urn:acme:params:scim:schemas:hr:2.0:User`'),
    name: Label,
    description: Description.optional(),
    resourceType: ResourceTypeName.default('User'),
    required: Required.default(false),
    attributes: Attributes,
  })
  .meta({ id: 'ExtensionSchemaInput' });

const RemovedValues = z
  .enum(['keep', 'delete'])
  .describe(
    'What becomes of stored values of what is declared no longer: kept out of sight, and back when it is declared again, or deleted for good',
  );

export const ExtensionSchemaChange = z
  .strictObject({
    name: Label.optional(),
    description: Description.nullable().optional(),
    resourceType: ResourceTypeName.optional().describe('Must be what it is'),
    required: Required.optional(),
    attributes: Attributes.optional().describe('All of them, as they are to be'),
    removedValues: RemovedValues.default('keep'),
  })
  .meta({ id: 'ExtensionSchemaChange' });

export const ChangedExtensionSchema = z
  .object({ schema: ExtensionSchema, recordsChanged: z.int().describe('Users or groups that lost values') })
  .meta({ id: 'ChangedExtensionSchema' });

export const RemoveExtensionSchemaQuery = z.strictObject({ values: RemovedValues.default('keep') });
export const RemovedExtensionSchema = z
  .object({ recordsChanged: z.int().describe('Users or groups that lost values') })
  .meta({ id: 'RemovedExtensionSchema' });

export const ExtensionUsageQuery = z.strictObject({
  attribute: z.array(Name).max(100).optional().describe('Only values of these attributes; may be repeated'),
});
export const ExtensionUsage = z
  .object({ records: z.int().describe('Users or groups that have such values') })
  .meta({ id: 'ExtensionUsage' });
