import { addMs } from '../../domain/instant.ts';
import type { LoggedRequest } from '../../domain/provisioning/logged-request.ts';
import type { Application } from '../application.ts';
import type { Database } from '../ports/database.ts';
import { eq, isIn, lt } from '../ports/query.ts';

/** One transaction removes so many at most, so that none is long. */
const REMOVED_AT_ONCE = 500;
const DAY_MS = 24 * 3_600_000;

/** Removes all but the latest `kept` requests of a connection. */
export async function pruneRequests(
  database: Database,
  tenant: string,
  connectionId: string,
  kept: number,
): Promise<void> {
  for (;;) {
    const old = await database.loggedRequests.find(tenant, {
      where: eq<LoggedRequest>('connectionId', connectionId),
      sort: [{ field: 'at', direction: 'descending' }],
      offset: kept,
      limit: REMOVED_AT_ONCE,
    });
    await remove(database, tenant, old);
    if (old.length < REMOVED_AT_ONCE) return;
  }
}

/** Removes the requests of every connection that are older than `days`. */
export async function forgetOldRequests(
  { database, clock }: Pick<Application, 'database' | 'clock'>,
  days: number,
  signal?: AbortSignal,
): Promise<void> {
  const before = addMs(clock.now(), -days * DAY_MS);
  while (!signal?.aborted) {
    const old = await database.loggedRequests.findAcrossTenants({
      where: lt<LoggedRequest>('at', before),
      sort: [{ field: 'at' }],
      limit: REMOVED_AT_ONCE,
    });
    for (const tenant of new Set(old.map((request) => request.tenant))) {
      await remove(
        database,
        tenant,
        old.filter((request) => request.tenant === tenant),
      );
    }
    if (old.length < REMOVED_AT_ONCE) return;
  }
}

async function remove(database: Database, tenant: string, requests: readonly LoggedRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const ids = requests.map(({ id }) => id);
  await database.optimistic(async (tx) => {
    await tx.loggedRequests.deleteWhere(tenant, isIn<LoggedRequest>('id', ids));
  });
}
