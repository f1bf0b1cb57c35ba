import { Socket } from 'node:net';
import { Client, type QueryArrayResult } from 'pg';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import { sendAtEndOfTurn } from './end-of-turn.ts';
import { translateError } from './postgres-errors.ts';
import type { Statement } from './statement.ts';

/** A row as the server sent it: text or null per column. */
export type Row = readonly (string | null)[];
export type Result = Pick<QueryArrayResult<(string | null)[]>, 'rows' | 'rowCount' | 'command'>;
export type Value = string | number | readonly string[] | readonly number[];

/** A statement with the values for this time. */
export interface DriverRequest {
  readonly statement: Statement;
  readonly values?: readonly Value[];
}

export interface ConnectionOptions {
  readonly url: string;
  /** Milliseconds until a connection attempt is given up. */
  readonly connectTimeoutMs: number;
  /** Milliseconds after which the server cancels one statement. */
  readonly statementTimeoutMs: number;
  /** Milliseconds after which a statement gives up waiting for a row that somebody else holds. Default: never. */
  readonly lockTimeoutMs?: number;
}

const MAX_NAMES = 500;

/** Every column arrives as text; each caller knows what it asked for, so nothing is parsed twice. */
const asText = { getTypeParser: () => (text: string) => text } as never;

/**
 * Point lookups must stay index lookups whatever the planner believes about a table that was empty a moment ago, and
 * no statement here profits from a hash join or from compiling itself.
 */
const settings = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
  'max_parallel_workers_per_gather=0',
  'idle_in_transaction_session_timeout=60000',
  'client_min_messages=warning',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * One connection. Statements are sent at once and answered in order (pipelining), so several can share a round trip;
 * each is a transaction of its own unless a `begin` came before it.
 */
export class Connection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #names = new Set<string>();
  #outstanding = 0;
  #progressAt = 0;
  #usable = true;
  #silent = false;
  #gathering = false;

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    const dead = () => {
      this.#usable = false;
    };
    client.on('error', dead);
    client.on('end', dead);
  }

  static async open(options: ConnectionOptions): Promise<Connection> {
    const socket = new Socket();
    const client = new Client({
      connectionString: options.url,
      pipeline: true,
      stream: () => socket,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: options.connectTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      ...(options.lockTimeoutMs === undefined ? undefined : { lock_timeout: options.lockTimeoutMs }),
      application_name: 'holdfast',
      options: settings,
    });
    const connection = new Connection(client, socket);
    try {
      await client.connect();
    } catch (error) {
      socket.destroy();
      throw error;
    }
    socket.setNoDelay(true);
    return connection;
  }

  get usable(): boolean {
    return this.#usable;
  }

  /** Whether it has prepared so many statements that a new connection is cheaper for the server to keep. */
  get worn(): boolean {
    return this.#names.size > MAX_NAMES;
  }

  /** Statements sent and not yet answered. */
  get outstanding(): number {
    return this.#outstanding;
  }

  /** When the server last answered while it had something to answer, in milliseconds since the epoch. */
  get progressAt(): number {
    return this.#progressAt;
  }

  /** Fails with the port's errors, and with the driver's where the port has none. */
  run(statement: Statement, values?: readonly Value[]): Promise<Result> {
    if (this.#outstanding++ === 0) this.#progressAt = Date.now();
    if (statement.name !== undefined) this.#names.add(statement.name);
    this.#gather();
    return new Promise((resolve, reject) => {
      this.#client.query(
        {
          text: statement.text,
          ...(statement.name === undefined ? undefined : { name: statement.name }),
          ...(values === undefined ? undefined : { values: values as unknown[] }),
          rowMode: 'array',
          types: asText,
        },
        (error: Error | null | undefined, result: QueryArrayResult<(string | null)[]>) => {
          this.#outstanding--;
          this.#progressAt = Date.now();
          if (error)
            reject(this.#silent ? new DatabaseUnavailable('The database does not answer') : translateError(error));
          else resolve(result);
        },
      );
    });
  }

  /** What is sent in one turn of the event loop leaves as one packet: a system call costs more than a statement does. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#socket.cork();
    sendAtEndOfTurn(() => {
      this.#gathering = false;
      this.#socket.uncork();
    });
  }

  /**
   * Sends all of them in one go; the result of the last, or the first error once everything has been answered.
   * `onFailure` hears of each error as it arrives: before any statement that was sent later fails because of it.
   */
  async runAll(requests: readonly DriverRequest[], onFailure: (error: unknown) => void): Promise<Result> {
    const answers = await Promise.allSettled(
      requests.map(({ statement, values }) => {
        const answer = this.run(statement, values);
        answer.catch(onFailure);
        return answer;
      }),
    );
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    const last = answers[answers.length - 1];
    if (last?.status !== 'fulfilled') throw new Error('Nothing to run');
    return last.value;
  }

  /** Drops the connection without waiting; whatever is outstanding fails. */
  destroy(): void {
    this.#usable = false;
    this.#socket.destroy();
  }

  /** Gives up on a server that does not answer: what is outstanding fails and is not worth trying again. */
  abandon(): void {
    this.#silent = true;
    this.destroy();
  }

  async end(): Promise<void> {
    this.#usable = false;
    await this.#client.end();
  }
}
