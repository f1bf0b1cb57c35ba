import type { DirectoryUserContent } from '../../application/provisioning/directory-content.ts';
import type { DirectoryUseCases } from '../directory-use-cases.ts';
import { notFound, ScimError } from '../errors/scim-error.ts';
import type { ScimCall, ScimHandler } from '../protocol/scim-call.ts';
import { deleteUser, getUser, modifyUser, replaceUser } from '../users/user-handlers.ts';
import { userLocation } from '../users/user-resource.ts';
import { assertOwnChange, deactivated } from './assert-own-change.ts';

/**
 * `/Me` (RFC 7644 §3.11) is the user a token is bound to, answered in place with the address where it lives. For other
 * tokens there is no such person: 501.
 */
const me =
  (handler: ScimHandler): ScimHandler =>
  async (call) => {
    const { directoryUserId: id } = call;
    if (id === undefined) throw notImplemented();
    await requireActive(call, id);
    const { status, body, headers } = await handler({ ...call, id, directory: forOneself(call.directory) });
    const location = userLocation(call.baseUrl, id);
    return { status, ...(body && { body }), headers: { ...headers, ...(status !== 204 && { location }) } };
  };

/** @throws ScimError 404 when the person was deleted, 403 when deactivated */
async function requireActive({ application, request: { connection } }: ScimCall, id: string): Promise<void> {
  const user = await application.database.directoryUsers.get(connection.tenant, id);
  if (!user || user.deletedAt || user.connectionId !== connection.id) {
    throw notFound('The person this token is bound to no longer exists');
  }
  if (!user.active) throw deactivated();
}

const forOneself = (directory: DirectoryUseCases): DirectoryUseCases => ({
  ...directory,
  changeDirectoryUser: (app, request, id, modify, expectedVersion) =>
    directory.changeDirectoryUser(
      app,
      request,
      id,
      (current): DirectoryUserContent => assertOwnChange(current, modify(current)),
      expectedVersion,
    ),
});

const notImplemented = () =>
  new ScimError(501, undefined, 'This token speaks for a connection, not for a person: there is no /Me');

export const meMethods: Readonly<Record<string, ScimHandler>> = {
  GET: me(getUser),
  PUT: me(replaceUser),
  PATCH: me(modifyUser),
  DELETE: me(deleteUser),
  POST: me(async () => {
    throw new ScimError(501, undefined, 'A person exists before a token can be bound to it: /Me cannot be created');
  }),
};
