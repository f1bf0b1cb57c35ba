import type { MongoConnection } from './mongo-connection.ts';

/** No process of Holdfast pauses for so long within a transaction, unless it is gone or as good as gone. */
const IDLE_MICROSECONDS = 1_500_000;
const EVERY_MS = 500;
/** Every process of Holdfast calls itself so, unless its connection string says otherwise. */
const OWN_NAME = '^holdfast';

interface IdleSession {
  readonly lsid: { readonly id: unknown };
}

/**
 * A process that is killed leaves its transactions open on the server, where they stand in the way of everybody who wants
 * the same documents until they expire after a minute. Whoever meets with conflict after conflict ends those that have
 * done nothing for a while; a live owner, should there be one, sees a conflict and starts again. At most twice a second.
 * Needs no privilege: it sees and ends sessions of its own database user only.
 */
export class AbandonedTransactions {
  readonly #connection: MongoConnection;
  #lastMs = 0;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
  }

  async end(): Promise<void> {
    const now = performance.now();
    if (this.#lastMs > 0 && now - this.#lastMs < EVERY_MS) return;
    this.#lastMs = now;
    try {
      const client = (await this.#connection.ready()).getClient();
      const admin = client.db('admin');
      const own = client.options.appName;
      const idle = await admin
        .aggregate<IdleSession>(
          [
            { $currentOp: { allUsers: false, idleSessions: true } },
            {
              $match: {
                type: 'idleSession',
                'transaction.timeInactiveMicros': { $gt: IDLE_MICROSECONDS },
                $or: [{ appName: { $regex: OWN_NAME } }, ...(own === undefined ? [] : [{ appName: own }])],
              },
            },
            { $project: { lsid: 1 } },
          ],
          // What runs now has no history to be read from at a majority, whatever the connection string asks for.
          { readConcern: { level: 'local' } },
        )
        .toArray();
      if (idle.length > 0) await admin.command({ killSessions: idle.map(({ lsid }) => ({ id: lsid.id })) });
    } catch {
      // They expire by themselves, and what is wrong with the server is met with by the next attempt.
    }
  }
}
