import type { Json } from '../../domain/provisioning/directory-user.ts';

/** HR-driven mappings send numbers where SCIM has text (`employeeNumber: 4711`). */
export const readText = (value: Json): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
};
