import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** The `schemas` of a resource: its own, and the extensions it has attributes of (RFC 7643 §3). */
export const schemasInUse = (type: ResourceType, attributes: JsonObject): string[] => [
  type.schema,
  ...type.extensions.filter((schema) => attributes[schema] !== undefined),
];
