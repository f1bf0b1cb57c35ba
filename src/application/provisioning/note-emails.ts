import { emailKeys } from '../../domain/provisioning/directory-email.ts';
import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';

/** Whether a user is found by other addresses after a change, so that the rows have to be written anew. */
export function changesEmails(before: JsonObject, after: JsonObject): boolean {
  const [old, wanted] = [emailKeys(before), emailKeys(after)];
  return old.length !== wanted.length || old.some((key, index) => key !== wanted[index]);
}

/** Writes the rows a user is found by; those of an earlier state are gone already. */
export function insertEmails(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'directoryEmails'>,
  user: Pick<Draft<DirectoryUser>, 'id' | 'tenant' | 'connectionId' | 'attributes'>,
): void {
  const { tenant, connectionId } = user;
  const rows = emailKeys(user.attributes).map((address) => ({
    id: app.newId(),
    tenant,
    connectionId,
    userId: user.id,
    address,
  }));
  if (rows.length > 0) tx.directoryEmails.insertMany(rows);
}
