import { ScimError } from '../errors/scim-error.ts';
import type { Location } from '../protocol/find-handler.ts';

/** A token bound to a person reaches that person's record and discovery. @throws ScimError 403 for anything else */
export function assertReachable({ route }: Pick<Location, 'route'>): void {
  if (route?.isOwn || route?.isDiscovery) return;
  throw new ScimError(
    403,
    undefined,
    'This token is bound to one person and reaches /Me only: use a token of the connection for everything else',
  );
}
