import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import { lt } from '../ports/query.ts';
import type { InstanceRecord } from '../ports/rows.ts';
import { ensureInstanceRecord } from './ensure-instance-record.ts';
import { hasInstanceAdministrator } from './is-instance-administrator.ts';
import { type IssuedLink, issueLink } from './one-time-link.ts';

export interface EnsuredInstance {
  readonly instance: InstanceRecord;
  /** Whether this call made it: the very first start. */
  readonly isNew: boolean;
  /** A fresh link for the first instance administrator, while there is none. */
  readonly firstAdministratorLink?: IssuedLink;
}

/**
 * Makes sure the installation has its record, and a way in while it has no instance administrator. Safe to call at every
 * start and by several processes at once. Links handed out by earlier starts go on working until they run out.
 */
export async function ensureInstance(app: Application): Promise<EnsuredInstance> {
  const { instance, isNew } = await ensureInstanceRecord(app);
  if (await hasInstanceAdministrator(app.database)) return { instance, isNew };
  const firstAdministratorLink = await app.database.transaction(async (tx) => {
    await tx.oneTimeLinks.deleteWhere(INSTANCE, lt('expiresAt', app.clock.now()));
    return issueLink(app, tx, { purpose: 'create_first_administrator' });
  });
  return { instance, isNew, firstAdministratorLink };
}
