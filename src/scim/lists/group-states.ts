import type { Application } from '../../application/application.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import { coalesce } from '../protocol/coalesce.ts';
import type { Versioned } from './known-json.ts';
import { liveRecords, VERSION } from './list-records.ts';

/** Up to this many groups of a connection are cheaper to look at than who of a page is in which. */
export const FEW_GROUPS = 200;

/**
 * The states of all groups of a connection, or one more than are few, unless their digest is the one that is known; an empty
 * digest is nobody's. What is asked in one turn of the event loop, by one request or by many, is asked once.
 */
export type GroupStates = (connection: Connection, knownDigest: string) => Promise<readonly Versioned[] | undefined>;

export const groupStates = ({ database }: Pick<Application, 'database'>): GroupStates =>
  coalesce(
    ({ tenant, id }: Connection) => `${tenant} ${id}`,
    async (connection, digests) => {
      const where = liveRecords<DirectoryGroup>(connection);
      // In an order that the index by which names are kept unique has: none but the groups of the connection are looked at.
      const query = { where, sort: [{ field: 'uniqueKey' as const }], limit: FEW_GROUPS + 1 };
      const asked = digests.map((digest) =>
        database.directoryGroups.selectUnless(connection.tenant, VERSION, digest, query),
      );
      const others = await Promise.all(asked);
      return new Map(digests.flatMap((digest, place) => (others[place] ? [[digest, others[place]] as const] : [])));
    },
  );
