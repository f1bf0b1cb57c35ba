import type { ResourceType } from '../schema/resource-type.ts';
import { schemaAliases } from './legacy-schema-urns.ts';

/**
 * Entra admins map attributes into extension schemas of their own (`urn:…:CustomExtensionName:2.0:User:tag`), which stand
 * beside the rest of a change in one request. They are left out in a path as they are in a body: a deactivation must not
 * fail because of an attribute nobody here keeps.
 */
export function isOfUnknownSchema(type: ResourceType, path: string): boolean {
  const wanted = path.trim().toLowerCase();
  if (!wanted.startsWith('urn:')) return false;
  const known = [type.schema, ...type.extensionAttributes.keys()].flatMap((schema) => [
    schema,
    ...schemaAliases(schema),
  ]);
  return !known.some((schema) => names(wanted, schema.toLowerCase()));
}

/** The schema itself, or something in it: not one whose URN merely begins alike. */
const names = (path: string, schema: string): boolean =>
  path.startsWith(schema) && (path.length === schema.length || !/[\w-]/.test(path[schema.length] ?? ''));
