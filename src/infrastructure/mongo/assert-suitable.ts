import type { Connection } from 'mongoose';
import { UnsuitableServer } from './mongo-errors.ts';

/** The wire version of MongoDB 6.0. */
const OLDEST_WIRE_VERSION = 17;
const OLDEST = '6.0';

interface Hello {
  readonly setName?: string;
  readonly msg?: string;
  readonly maxWireVersion?: number;
}

/**
 * Refuses servers that cannot keep the port's promises.
 * @throws UnsuitableServer with what to do about it.
 */
export async function assertSuitable(connection: Connection): Promise<void> {
  const hello = (await connection.getClient().db('admin').command({ hello: 1 })) as Hello;
  if ((hello.maxWireVersion ?? 0) < OLDEST_WIRE_VERSION) {
    throw new UnsuitableServer(
      `The MongoDB at DATABASE_URL is older than ${OLDEST}: upgrade it, or point DATABASE_URL at a newer one`,
    );
  }
  if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
    throw new UnsuitableServer(
      'The MongoDB at DATABASE_URL is a standalone server, which has no transactions. ' +
        'Start it with `mongod --replSet rs0`, run `rs.initiate()` once in mongosh (a replica set of one member will do), ' +
        'and add `?replicaSet=rs0` to DATABASE_URL',
    );
  }
}
