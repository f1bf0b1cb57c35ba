import { emailKeys } from '../../domain/provisioning/directory-email.ts';
import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';

/** Whether a user is found by other addresses after a change, so that the rows have to be written anew. */
export function changesEmails(before: JsonObject, after: JsonObject): boolean {
  const [old, wanted] = [emailKeys(before), emailKeys(after)];
  return old.length !== wanted.length || old.some((key, index) => key !== wanted[index]);
}

/** Writes the rows a new user is found by. */
export function insertEmails(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'directoryEmails'>,
  user: Addressed,
): void {
  insertRows(app, tx, user, emailKeys(user.attributes));
}

/**
 * Brings the rows of a user to what it is found by now: rows that still hold stay, others take up the new addresses or
 * are left without one. The user is written by compare-and-swap in the same transaction, so no two do this at once, and
 * no snapshot is needed.
 */
export async function changeEmails(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'directoryEmails'>,
  user: Addressed,
): Promise<void> {
  const { tenant, attributes } = user;
  const rows = await tx.directoryEmails.select(tenant, ['id', 'address'], { where: eq('userId', user.id) });
  const wanted = emailKeys(attributes);
  const known = new Set(rows.map(({ address }) => address));
  const missing = wanted.filter((key) => !known.has(key));
  for (const { id, address } of rows) {
    if (address !== undefined && wanted.includes(address)) continue;
    const next = missing.shift();
    if (next !== address) tx.directoryEmails.patch(tenant, id, { address: next });
  }
  insertRows(app, tx, user, missing);
}

type Addressed = Pick<Draft<DirectoryUser>, 'id' | 'tenant' | 'connectionId' | 'attributes'>;

function insertRows(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'directoryEmails'>,
  { id: userId, tenant, connectionId }: Addressed,
  addresses: readonly string[],
): void {
  const rows = addresses.map((address) => ({ id: app.newId(), tenant, connectionId, userId, address }));
  if (rows.length > 0) tx.directoryEmails.insertMany(rows);
}
