import { setTimeout as delay } from 'node:timers/promises';
import type { CommitQueue } from './commit-queue.ts';
import { commitTransaction } from './commit-transaction.ts';
import type { MongoConnection, Session } from './mongo-connection.ts';
import { ConnectionLost, translateError } from './mongo-errors.ts';
import { type RowTurns, Turn } from './row-turns.ts';
import { sendAlone, sendBatches } from './send-writes.ts';
import type { Slots } from './slots.ts';
import { type Batch, WriteBuffer } from './write-buffer.ts';
import type { WriteOperation } from './write-operation.ts';

/**
 * `snapshot`: reads and writes share one snapshot, taken at the first read. `latest`: reads run outside and see what is
 * committed, and the writes go together at the end.
 */
export type TransactionMode = 'snapshot' | 'latest';

const MAX_REPLAYS = 2;
const ABORT_PATIENCE_MS = 1_000;

/** Where transactions happen. */
export interface Server {
  readonly connection: MongoConnection;
  readonly slots: Slots;
  readonly turns: RowTurns;
  /** Where transactions that only write meet; without it each is committed by itself. */
  readonly commits?: CommitQueue;
}

/** One attempt at a transaction. A session is taken only when a read or a counted write needs one. */
export class Transaction {
  readonly #server: Server;
  readonly #mode: TransactionMode;
  readonly #buffer = new WriteBuffer();
  /** A session takes one statement at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  #slot: Promise<void> | undefined;
  #session: Session | undefined;
  #rows = new Turn();
  #failure: unknown;
  #failed = false;
  #isOutdated = false;
  #over = false;
  #alone: WriteOperation | undefined;
  #aborted: Promise<unknown> = Promise.resolve();

  constructor(server: Server, mode: TransactionMode) {
    this.#server = server;
    this.#mode = mode;
  }

  /** The first thing that went wrong. A transaction with a failure cannot commit, whatever the work made of the error. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The write that was sent without a transaction around it, whose outcome only the document can tell. */
  get alone(): WriteOperation | undefined {
    return this.#alone;
  }

  /** Whether what failed looked at a snapshot that others may have left behind. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  get readsOutside(): boolean {
    this.#assertOpen();
    return this.#mode === 'latest' && this.#session === undefined;
  }

  /** Resolves when the server knows of what failed here, or a second later: until then it may stand in the way. */
  aborted(): Promise<unknown> {
    return Promise.race([this.#aborted, delay(ABORT_PATIENCE_MS, undefined, { ref: false })]);
  }

  buffer(operation: WriteOperation): void {
    this.#assertOpen();
    this.#buffer.add(operation);
  }

  /** Runs a statement within the transaction, after everything buffered. */
  inside<T>(statement: (session: Session) => Promise<T>): Promise<T> {
    this.#assertOpen();
    this.#queueForSlot();
    return this.#inTurn(this.#buffer.take(), statement);
  }

  /** Sends what is left and commits. */
  async commit(): Promise<void> {
    this.#over = true;
    const isAlone = this.#buffer.size === 1;
    const batches = this.#buffer.take();
    await this.#turn;
    if (this.#session === undefined && !this.#failed) {
      if (batches.length === 0) return;
      return isAlone ? this.#sendAlone(batches) : this.#commitWrites(batches);
    }
    try {
      await this.#inTurn(batches, commitTransaction);
    } catch (error) {
      this.#abandon();
      throw error;
    }
    this.#end();
  }

  async rollback(): Promise<void> {
    this.#over = true;
    await this.#turn;
    this.#abandon();
  }

  #inTurn<T>(batches: readonly Batch[], statement: (session: Session) => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      if (this.#failed) throw this.#failure;
      try {
        await this.#takeTurns(batches);
        const session = await this.#begin();
        await sendBatches(this.#server.connection, batches, session);
        const result = await statement(session);
        this.#isOutdated = true;
        return result;
      } catch (error) {
        return this.#fail(error);
      }
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  async #begin(): Promise<Session> {
    await this.#queueForSlot();
    if (this.#session !== undefined) return this.#session;
    this.#session = await this.#server.connection.session();
    this.#session.startTransaction({ readConcern: { level: 'snapshot' }, readPreference: 'primary' });
    return this.#session;
  }

  async #sendAlone(batches: readonly Batch[]): Promise<void> {
    const operation = batches[0]?.operations[0];
    if (operation === undefined) return;
    this.#alone = operation;
    await this.#server.slots
      .use(() => sendAlone(this.#server.connection, operation))
      .catch((error) => this.#fail(error));
  }

  async #commitWrites(batches: readonly Batch[]): Promise<void> {
    const { commits, turns } = this.#server;
    const alone = (): Promise<void> => this.#commitWritesAlone(batches);
    // What has to wait for its turn at a document must not hold up those it travels with.
    if (commits === undefined || !turns.areFree(rowsToChange(batches))) return alone();
    const operations = batches.flatMap((batch) => batch.operations);
    await commits.commit({ operations, alone }).catch((error) => this.#fail(error));
  }

  /** Nothing was read, so when the connection breaks before the commit was sent, the same writes can be sent again. */
  async #commitWritesAlone(batches: readonly Batch[]): Promise<void> {
    for (let replays = 0; ; replays++) {
      let sent = false;
      try {
        await this.#takeTurns(batches);
        const session = await this.#begin();
        await sendBatches(this.#server.connection, batches, session);
        sent = true;
        await commitTransaction(session);
        this.#end();
        return;
      } catch (error) {
        const failure = translateError(error);
        const isReplayable = failure instanceof ConnectionLost && !sent && replays < MAX_REPLAYS;
        // What the lost attempt holds would be in the way of the next.
        const aborted = this.#abandon();
        if (!isReplayable) this.#fail(failure);
        await Promise.race([aborted, delay(ABORT_PATIENCE_MS)]);
      }
    }
  }

  /** Before the snapshot is taken, if it has not been: then it shows what those before have done. */
  async #takeTurns(batches: readonly Batch[]): Promise<void> {
    const rows = rowsToChange(batches);
    if (rows.length === 0) return;
    await this.#queueForSlot();
    await this.#server.turns.take(rows, this.#rows);
  }

  /** Whoever asks first is served first, so a place in the queue is taken at once. */
  #queueForSlot(): Promise<void> {
    this.#slot ??= this.#server.slots.acquire();
    this.#slot.catch(() => {});
    return this.#slot;
  }

  #releaseSlot(): void {
    const slot = this.#slot;
    this.#slot = undefined;
    slot?.then(
      () => this.#server.slots.release(),
      () => {},
    );
  }

  #end(): void {
    const session = this.#session;
    this.#session = undefined;
    this.#releaseSlot();
    this.#rows.end();
    session?.endSession().catch(() => {});
  }

  /** Nobody waits for the abort: the server gives up on its own what it is not told about. */
  #abandon(): Promise<unknown> {
    const session = this.#session;
    const rows = this.#rows;
    this.#session = undefined;
    this.#rows = new Turn();
    this.#releaseSlot();
    const aborted = session?.inTransaction() ? session.abortTransaction().catch(() => {}) : Promise.resolve();
    this.#aborted = aborted.finally(() => {
      rows.end();
      return session?.endSession().catch(() => {});
    });
    return this.#aborted;
  }

  #fail(error: unknown): never {
    if (!this.#failed) this.#failure = translateError(error);
    this.#failed = true;
    throw this.#failure;
  }

  #assertOpen(): void {
    if (this.#over) throw new Error('The transaction is over: its collections cannot be used any more');
  }
}

const rowsToChange = (batches: readonly Batch[]): string[] =>
  batches.flatMap(({ collection, operations }) =>
    operations.filter(({ kind }) => kind !== 'insert').map(({ id }) => `${collection.name} ${id}`),
  );
