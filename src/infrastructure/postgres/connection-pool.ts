import type { Log } from '../../application/ports/log.ts';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { CollectionStatements } from './collection-statements.ts';
import { Connection, type ConnectionOptions, type Result, type Row, type Value } from './connection.ts';
import { KeptConnection } from './kept-connection.ts';
import { PointLookups } from './point-lookups.ts';
import { ConnectionLost } from './postgres-errors.ts';
import { SharedLookups } from './shared-lookups.ts';
import { prepared, type Statement } from './statement.ts';

export interface PoolOptions extends ConnectionOptions {
  readonly size: number;
  /** Milliseconds a caller waits for a connection before the database counts as unavailable. */
  readonly acquireTimeoutMs: number;
  readonly log?: Log;
}

interface Waiter {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

const SILENCE_MS = 1_500;
const PROBE_MS = 2_000;
const probe = prepared('select 1');

/**
 * Connections to one server. Transactions and writes take one each; quick reads share one and are pipelined on it,
 * which costs less than half of a connection each. Broken connections leave by themselves and new ones are opened on
 * demand, so the pool recovers when the server does. A server that stays silent is probed over a fresh connection, and
 * when that gets no answer either, everything that waits fails within five seconds.
 */
export class ConnectionPool {
  readonly #options: PoolOptions;
  readonly #all = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #lookups = new PointLookups(({ statement, values }) => this.#readShared(statement, values));
  readonly #sharedLookups = new SharedLookups(({ statement, values }) => this.#readShared(statement, values));
  #opening = 0;
  readonly #kept: KeptConnection[] = [];
  readonly #shared: KeptConnection;
  #watch: NodeJS.Timeout | undefined;
  #probing = false;
  #quietUntil = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#shared = this.keep();
    this.#watch = setInterval(() => void this.#watchSilence(), 500).unref();
  }

  /** Runs a read on a connection of its own, once more when the connection turns out to be dead. */
  async read(statement: Statement, values?: readonly Value[]): Promise<Result> {
    for (let again = true; ; again = false) {
      const connection = await this.acquire();
      try {
        return await connection.run(statement, values);
      } catch (error) {
        if (!again || !(error instanceof ConnectionLost)) throw error;
      } finally {
        this.release(connection);
      }
    }
  }

  /** Runs a lookup by key, together with others like it. */
  readQuickly(statement: Statement, values: readonly Value[]): Promise<Result> {
    return this.#sharedLookups.find(statement, values);
  }

  /** Runs a quick read beside others on the shared connection, once more when that turns out to be dead. */
  #readShared(statement: Statement, values?: readonly Value[]): Promise<Result> {
    return this.#runShared(statement, values).catch((error) => {
      if (error instanceof ConnectionLost) return this.#runShared(statement, values);
      throw error;
    });
  }

  /** Rows (version, doc) by id, together with what others look up in the same moment. */
  lookUp(statements: CollectionStatements, tenant: string, ids: readonly string[]): Promise<readonly Row[]> {
    return this.#lookups.find(statements, tenant, ids);
  }

  #runShared(statement: Statement, values?: readonly Value[]): Promise<Result> {
    const connection = this.#shared.open;
    if (connection !== undefined) return connection.run(statement, values);
    return this.#shared.get().then((opened) => opened.run(statement, values));
  }

  /** A connection beside the pool, for one use only; opened when first needed and again when it broke. */
  keep(settings: Pick<ConnectionOptions, 'lockTimeoutMs'> = {}): KeptConnection {
    const kept = new KeptConnection(() => this.#connect(settings));
    this.#kept.push(kept);
    return kept;
  }

  /** A connection for work that may take its time: no limit, and nobody watches whether it answers. */
  openForLongWork(): Promise<Connection> {
    return this.#connect({ statementTimeoutMs: 0 });
  }

  async acquire(): Promise<Connection> {
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (connection.usable) return connection;
      this.#all.delete(connection);
    }
    if (this.#closed) throw new DatabaseUnavailable('The database was closed');
    if (this.#all.size + this.#opening < this.#options.size) return this.#open();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new DatabaseUnavailable('All connections to the database are busy'));
      }, this.#options.acquireTimeoutMs);
      const waiter: Waiter = { resolve, reject, timer };
      this.#waiting.push(waiter);
    });
  }

  release(connection: Connection): void {
    if (!connection.usable || connection.worn || this.#closed) {
      this.#all.delete(connection);
      if (connection.usable) void connection.end().catch(() => {});
      else this.#dropIdle();
      this.#replaceForWaiter();
      return;
    }
    const waiter = this.#waiting.shift();
    if (waiter === undefined) {
      this.#idle.push(connection);
      return;
    }
    clearTimeout(waiter.timer);
    waiter.resolve(connection);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    for (const waiter of this.#waiting.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(new DatabaseUnavailable('The database was closed'));
    }
    const ending = [...this.#idle.splice(0), ...this.#kept];
    await Promise.all(ending.map((connection) => connection.end().catch(() => {})));
  }

  /** Where one connection died the others may have died with it: new ones are cheaper than finding out by failing. */
  #dropIdle(): void {
    for (const connection of this.#idle.splice(0)) {
      this.#all.delete(connection);
      if (connection.usable) void connection.end().catch(() => {});
    }
  }

  async #open(): Promise<Connection> {
    this.#opening++;
    try {
      const connection = await this.#connect({});
      this.#all.add(connection);
      return connection;
    } finally {
      this.#opening--;
    }
  }

  async #connect(settings: Partial<ConnectionOptions>): Promise<Connection> {
    const connection = await Connection.open({ ...this.#options, ...settings }).catch((error) => {
      throw asUnavailable(error);
    });
    if (!this.#closed) return connection;
    await connection.end().catch(() => {});
    throw new DatabaseUnavailable('The database was closed');
  }

  /** A connection left the pool: whoever waits for one gets a new one, or learns that there is none to be had. */
  #replaceForWaiter(): void {
    if (this.#waiting.length === 0 || this.#all.size + this.#opening >= this.#options.size) return;
    this.#open().then(
      (connection) => this.release(connection),
      (error) => {
        const waiter = this.#waiting.shift();
        if (waiter === undefined) return;
        clearTimeout(waiter.timer);
        waiter.reject(error);
        this.#replaceForWaiter();
      },
    );
  }

  async #watchSilence(): Promise<void> {
    const now = Date.now();
    if (this.#probing || now < this.#quietUntil) return;
    const kept = this.#kept.flatMap(({ open }) => open ?? []);
    const silent = [...this.#all, ...kept].filter(
      (connection) => connection.outstanding > 0 && now - connection.progressAt > SILENCE_MS,
    );
    if (silent.length === 0) return;
    this.#probing = true;
    const answered = await this.#probe();
    this.#probing = false;
    if (answered) this.#quietUntil = Date.now() + SILENCE_MS;
    const limit = now - this.#options.statementTimeoutMs - SILENCE_MS;
    for (const connection of silent) {
      if (answered && connection.progressAt > limit) continue;
      if (connection.outstanding === 0) continue;
      this.#options.log?.warn({ silentMs: Date.now() - connection.progressAt }, 'The database does not answer');
      connection.abandon();
    }
  }

  /** Whether the server answers at all, on a connection of its own. */
  async #probe(): Promise<boolean> {
    let connection: Connection | undefined;
    const timer = setTimeout(() => connection?.destroy(), PROBE_MS);
    try {
      connection = await Connection.open({ ...this.#options, connectTimeoutMs: PROBE_MS });
      await connection.run(probe);
      await connection.end();
      return true;
    } catch (error) {
      connection?.destroy();
      // An error with a state came from the server, so it does answer.
      return /^[0-9A-Z]{5}$/.test(String((error as NodeJS.ErrnoException | undefined)?.code));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whatever keeps a connection from being made, the database cannot be used now; nothing has been sent. */
function asUnavailable(error: unknown): DatabaseUnavailable {
  const { message, code } = error as NodeJS.ErrnoException;
  const reason = message || code || 'it was refused';
  return new DatabaseUnavailable(`No connection to the database: ${reason}`, { cause: error });
}
