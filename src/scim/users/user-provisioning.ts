import { type Provisioning, provisioningOfUsers } from '../../application/provisioning/provisioning-of-users.ts';
import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { PROVISIONING_SCHEMA } from '../../domain/provisioning/own-extension.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import type { Projection } from '../resource/projection.ts';
import { isObject } from '../resource/tidy-list.ts';

const WORKED_OUT = [
  [PROVISIONING_SCHEMA, 'provisioningStatus'],
  [PROVISIONING_SCHEMA, 'holdReason'],
] as const;

export type ShownProvisioning = ReadonlyMap<string, Provisioning>;

/** Whether what became of users is shown: only if a client asks for it by `attributes`. */
export const showsProvisioning = (projection: Projection): boolean =>
  WORKED_OUT.some((path) => projection.asksFor(path));

/** What became of these users, if a client asks for it by `attributes`: otherwise nothing is read. */
export const shownProvisioning = async (
  { application, request }: Pick<ScimCall, 'application' | 'request'>,
  projection: Projection,
  users: readonly DirectoryUser[],
): Promise<ShownProvisioning | undefined> =>
  showsProvisioning(projection)
    ? await provisioningOfUsers(application.database, request.connection.tenant, users)
    : undefined;

/** Attributes of a user with what became of it. */
export function withProvisioning(attributes: JsonObject, provisioning: Provisioning | undefined): JsonObject {
  if (!provisioning) return attributes;
  const stored = attributes[PROVISIONING_SCHEMA];
  const { status, holdReason } = provisioning;
  const own = {
    provisioningStatus: status,
    ...(isObject(stored) ? stored : {}),
    ...(holdReason !== undefined && { holdReason }),
  };
  return { ...attributes, [PROVISIONING_SCHEMA]: own };
}
