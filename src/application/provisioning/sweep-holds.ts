import type { Hold } from '../../domain/access/hold.ts';
import { scopeKey } from '../../domain/access/role.ts';
import { requeueHold } from '../access/requeue-holds.ts';
import { findUsableAdministrator } from '../access/usable-administrators.ts';
import type { Application } from '../application.ts';
import { eq, type Query } from '../ports/query.ts';

const PAGE = 100;

/**
 * The net under the rule that whoever makes an administrator usable re-queues the scope's holds: looks through the open
 * holds of all organizations and makes due those whose scope has a usable administrator besides the person. Runs every
 * minute in one process at a time. Returns how many it made due.
 */
export async function sweepHolds(app: Application): Promise<number> {
  const query: Query<Hold> = { where: eq('state', 'open'), sort: [{ field: 'openedAt' }], limit: PAGE };
  let due = 0;
  let page = await app.database.holds.findAcrossTenants(query);
  while (page.length > 0) {
    for (const hold of page) if (await requeueIfPossible(app, hold)) due++;
    const last = page.at(-1);
    if (page.length < PAGE || !last) break;
    page = await app.database.holds.findAcrossTenants({ ...query, after: app.database.holds.cursorOf(query, last) });
  }
  return due;
}

async function requeueIfPossible(app: Application, { tenant, id }: Hold): Promise<boolean> {
  const announced = await app.database.transaction(async (tx) => {
    const hold = await tx.holds.get(tenant, id);
    if (hold?.state !== 'open') return [];
    const scope = { kind: hold.scopeKind, id: hold.scopeId };
    const other = await findUsableAdministrator(tx, tenant, scope, new Set([hold.accountId]));
    if (other === undefined) return [];
    tx.fences.bump(tenant, [scopeKey(scope)]);
    return requeueHold(app, tx, hold);
  });
  app.announce(announced);
  return announced.length > 0;
}
