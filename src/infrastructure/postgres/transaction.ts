import { UniqueViolation } from '../../application/ports/storage-errors.ts';
import type { CollectionStatements } from './collection-statements.ts';
import type { CollectionTable } from './collection-table.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Connection, DriverRequest, Result, Row, Value } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { lookUpRequest } from './point-lookups.ts';
import { isUniqueViolation } from './postgres-errors.ts';
import type { Segment } from './segment.ts';
import type { Statement } from './statement.ts';
import { type Write, WriteBuffer } from './write-buffer.ts';
import type { WriteSource } from './write-collection.ts';
import { writeRequest } from './write-statement.ts';

/**
 * `snapshot`: reads and writes share one snapshot, taken at the first read. `latest`: reads run outside and see what is
 * committed, and the writes go together at the end.
 */
export type TransactionMode = 'snapshot' | 'latest';

const begin: Record<TransactionMode | 'writes', Statement> = {
  snapshot: { text: 'begin isolation level repeatable read' },
  latest: { text: 'begin isolation level read committed' },
  writes: { text: 'begin isolation level read committed' },
};
const commit: Statement = { text: 'commit' };
const rollback: Statement = { text: 'rollback' };

/** One attempt at a transaction. A connection is taken only when a read or a counted write needs one. */
export class Transaction implements WriteSource {
  readonly #pool: ConnectionPool;
  readonly #commits: CommitQueue;
  readonly #mode: TransactionMode;
  readonly #tables: ReadonlyMap<string, CollectionTable>;
  readonly #buffer: WriteBuffer;
  #connection: Promise<Connection> | undefined;
  #begun: Connection | undefined;
  #wrote = false;
  #failure: unknown;
  #over = false;

  constructor(
    pool: ConnectionPool,
    commits: CommitQueue,
    mode: TransactionMode,
    tables: ReadonlyMap<string, CollectionTable>,
    oneByOne: boolean,
  ) {
    this.#pool = pool;
    this.#commits = commits;
    this.#mode = mode;
    this.#tables = tables;
    this.#buffer = new WriteBuffer(oneByOne);
  }

  /** The first thing that went wrong. A transaction with a failure cannot commit, whatever the work made of the error. */
  get failure(): unknown {
    return this.#failure;
  }

  buffer(write: Write): void {
    this.#assertOpen();
    this.#buffer.add(write);
  }

  read(statement: Statement, values: readonly Value[]): Promise<Result> {
    this.#assertOpen();
    if (this.#mode === 'latest' && this.#connection === undefined) return this.#pool.read(statement, values);
    return this.#runInside({ statement, values });
  }

  readQuickly(statement: Statement, values: readonly Value[]): Promise<Result> {
    this.#assertOpen();
    if (this.#mode === 'latest' && this.#connection === undefined) return this.#pool.readQuickly(statement, values);
    return this.#runInside({ statement, values });
  }

  async lookUp(statements: CollectionStatements, tenant: string, ids: readonly string[]): Promise<readonly Row[]> {
    this.#assertOpen();
    if (this.#mode === 'latest' && this.#connection === undefined) return this.#pool.lookUp(statements, tenant, ids);
    return (await this.#runInside(lookUpRequest(statements, tenant, ids))).rows;
  }

  write(statement: Statement, values: readonly Value[]): Promise<Result> {
    this.#assertOpen();
    this.#wrote = true;
    return this.#runInside({ statement, values });
  }

  get witnesses(): readonly Write[] {
    return this.#buffer.witnesses;
  }

  get updatedTogether(): boolean {
    return this.#buffer.updatedTogether;
  }

  /** Sends what is left and commits. */
  async commit(): Promise<void> {
    this.#over = true;
    const segments = this.#buffer.take();
    if (this.#connection === undefined) return this.#commitWritesAlone(segments);
    const connection = await this.#connection;
    if (this.#failure !== undefined) {
      await this.#end(connection);
      throw this.#failure;
    }
    if (segments.length === 0 && !this.#wrote) {
      // Nothing hangs on this commit, so nobody waits for it.
      void connection.run(commit).then(
        () => this.#pool.release(connection),
        () => {
          connection.destroy();
          this.#pool.release(connection);
        },
      );
      return;
    }
    try {
      await this.#send(connection, [...requestsOf(segments), { statement: commit }]);
    } finally {
      this.#pool.release(connection);
    }
  }

  async rollback(): Promise<void> {
    this.#over = true;
    if (this.#connection === undefined) return;
    const connection = await this.#connection.catch(() => undefined);
    if (connection !== undefined) await this.#end(connection);
  }

  async #end(connection: Connection): Promise<void> {
    await connection.run(rollback).catch(() => connection.destroy());
    this.#pool.release(connection);
  }

  async #commitWritesAlone(segments: readonly Segment[]): Promise<void> {
    const [only] = segments;
    if (only === undefined) return;
    if (segments.length === 1) return this.#commits.commit(only).catch((error) => this.#fail(error));
    const connection = await this.#pool.acquire();
    try {
      await this.#send(connection, [{ statement: begin.writes }, ...requestsOf(segments), { statement: commit }]);
    } finally {
      // After a failure inside `begin … commit` the commit itself has ended the transaction.
      this.#pool.release(connection);
    }
  }

  /** Begins when that has not happened yet, and sends what is buffered ahead of the request, all in one go. */
  async #runInside(request: DriverRequest): Promise<Result> {
    this.#connection ??= this.#pool.acquire();
    const connection = this.#begun ?? (await this.#connection.catch((error) => this.#fail(error)));
    const requests: DriverRequest[] = [];
    if (this.#begun === undefined) {
      this.#begun = connection;
      requests.push({ statement: begin[this.#mode] });
    }
    if (!this.#buffer.isEmpty) {
      this.#wrote = true;
      requests.push(...requestsOf(this.#buffer.take()));
    }
    return this.#send(connection, [...requests, request]);
  }

  async #send(connection: Connection, requests: readonly DriverRequest[]): Promise<Result> {
    try {
      const [first] = requests;
      if (requests.length === 1 && first !== undefined) return await connection.run(first.statement, first.values);
      return await connection.runAll(requests, (error) => this.#note(error));
    } catch (error) {
      return this.#fail(error);
    }
  }

  #note(error: unknown): void {
    this.#failure ??= isUniqueViolation(error) ? this.#uniqueViolation(error.table, error.constraint) : error;
  }

  #fail(error: unknown): never {
    this.#note(error);
    throw this.#failure;
  }

  #uniqueViolation(tableName: string | undefined, constraint: string | undefined): UniqueViolation {
    const table = this.#tables.get(tableName ?? '');
    return new UniqueViolation(
      table?.collection ?? tableName ?? '',
      table?.keyOfConstraint.get(constraint ?? '') ?? 'id',
    );
  }

  #assertOpen(): void {
    if (this.#over) throw new Error('The transaction is over: its collections cannot be used any more');
  }
}

const requestsOf = (segments: readonly Segment[]): DriverRequest[] =>
  segments.map((segment) => writeRequest([segment]));
