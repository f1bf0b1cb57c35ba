import type { Json } from '../../domain/provisioning/directory-user.ts';

/** Entra (without its aadOptscim062020 flag) writes booleans as "True" and "False", Keycloak extensions as "true". */
export function readBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value.length > 5) return undefined;
  const text = value.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}
