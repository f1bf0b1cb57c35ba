import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { LoggedRequest, RefusalCause } from '../../domain/provisioning/logged-request.ts';
import {
  type MaskedBody,
  maskBody,
  maskDetail,
  maskPath,
  storable,
  textsInQuery,
} from '../../domain/provisioning/mask-request.ts';
import type { Application } from '../application.ts';
import { InstallationReadOnly } from '../operation/installation-read-only.ts';
import type { Draft } from '../ports/database.ts';
import type { Log } from '../ports/log.ts';
import { QuietLog } from '../ports/quiet-log.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { pruneRequests } from './prune-requests.ts';

/** How long what was answered waits for others to be written with. */
const FLUSH_MS = 500;
/** Of one connection between two writes; errors get as many again. A burst is longer only where a limit was raised. */
const MOST_PER_CONNECTION = 200;
const MOST_WAITING = 4_000;
const ROWS_PER_WRITE = 100;
const MOST_USER_AGENT = 200;
const MOST_METHOD = 20;
const MOST_DETAIL = 2_000;

/** A request that was answered, as the SCIM surface saw it. Secrets are out of its path and body already. */
export interface AnsweredRequest extends Pick<LoggedRequest, 'at' | 'method' | 'path' | 'status' | 'ms' | 'requestId'> {
  readonly cause: RefusalCause | undefined;
  readonly scimType: string | undefined;
  readonly detail: string | undefined;
  readonly connection: Connection;
  readonly tokenId: string | undefined;
  readonly userAgent: string | undefined;
  readonly body: Json | undefined;
}

export interface RequestLogOptions {
  /** For connections without a number of their own. */
  readonly keptByDefault: number;
  readonly log: Log;
}

/**
 * Keeps the latest requests of each connection, after they were answered: nobody waits for it, and nothing it meets fails a
 * request. What comes faster than it may be written is counted instead of kept, successes before errors.
 */
export class RequestLog {
  readonly #app: Pick<Application, 'database' | 'clock' | 'newId'>;
  readonly #keptByDefault: number;
  readonly #log: QuietLog;
  #waiting: Draft<LoggedRequest>[] = [];
  /** How many of each connection wait, and how many were skipped since the last that was kept. */
  readonly #waitingOf = new Map<string, Waiting>();
  readonly #skippedOf = new Map<string, number>();
  /** How many were written of each connection since its oldest were removed. */
  readonly #writtenOf = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(app: Pick<Application, 'database' | 'clock' | 'newId'>, { keptByDefault, log }: RequestLogOptions) {
    this.#app = app;
    this.#keptByDefault = keptByDefault;
    this.#log = new QuietLog(log);
  }

  /** Never throws and never waits. */
  note(request: AnsweredRequest): void {
    const { id, tenant, keptRequests: kept = this.#keptByDefault } = request.connection;
    if (kept === 0) return;
    const waiting = this.#waitingOf.get(id)?.count ?? 0;
    const most = request.status < 400 ? MOST_PER_CONNECTION : 2 * MOST_PER_CONNECTION;
    if (waiting >= most || this.#waiting.length >= MOST_WAITING) {
      this.#skip(id);
      return;
    }
    try {
      this.#waiting.push(this.#describe(request));
    } catch (error) {
      this.#skip(id);
      this.#log.trouble('describe', 'A SCIM request could not be described for the request log', error);
      return;
    }
    this.#skippedOf.delete(id);
    this.#waitingOf.set(id, { tenant, kept, count: waiting + 1 });
    this.#schedule();
  }

  /** Writes what waits, as far as the database takes it; for the end of the process, and tests. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#writing) await this.#writing;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  #skip(connectionId: string): void {
    this.#skippedOf.set(connectionId, (this.#skippedOf.get(connectionId) ?? 0) + 1);
  }

  #schedule(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  async #write(): Promise<void> {
    const rows = this.#waiting;
    const connections = new Map(this.#waitingOf);
    this.#waiting = [];
    this.#waitingOf.clear();
    try {
      for (let from = 0; from < rows.length; from += ROWS_PER_WRITE) {
        await this.#insert(rows.slice(from, from + ROWS_PER_WRITE));
      }
    } catch (error) {
      // Out of reach, overloaded: whatever it is, requests go on and this is worth no more of anybody's time.
      for (const { connectionId } of rows) this.#skip(connectionId);
      if (error instanceof InstallationReadOnly) return;
      this.#log.trouble('write', 'SCIM requests were not kept in the request log', error);
      return;
    }
    this.#log.over('write', 'SCIM requests are kept in the request log again');
    try {
      for (const [connectionId, waiting] of connections) await this.#prune(connectionId, waiting);
    } catch (error) {
      this.#log.trouble('prune', 'Old SCIM requests were not removed from the request log', error);
    }
  }

  async #insert(rows: readonly Draft<LoggedRequest>[]): Promise<void> {
    try {
      await this.#app.database.optimistic(async (tx) => tx.loggedRequests.insertMany(rows));
    } catch (error) {
      // They are there: it was only not known.
      if (!(error instanceof UniqueViolation)) throw error;
    }
  }

  /** Now and then, so that a connection has at most a quarter more than it is to keep. */
  async #prune(connectionId: string, { tenant, kept, count }: Waiting): Promise<void> {
    const written = (this.#writtenOf.get(connectionId) ?? Number.POSITIVE_INFINITY) + count;
    this.#writtenOf.set(connectionId, written);
    if (written < kept / 4) return;
    await pruneRequests(this.#app.database, tenant, connectionId, kept);
    this.#writtenOf.set(connectionId, 0);
  }

  #describe({ connection, body, detail, path, ...request }: AnsweredRequest): Draft<LoggedRequest> {
    const plain = connection.unmaskedUntil !== undefined && request.at < connection.unmaskedUntil;
    const shown = body === undefined ? undefined : maskBody(body, { plain });
    const skippedBefore = this.#skippedOf.get(connection.id);
    return {
      id: this.#app.newId(),
      tenant: connection.tenant,
      connectionId: connection.id,
      at: request.at,
      method: storable(request.method, MOST_METHOD),
      path: maskPath(path, { plain }),
      status: request.status,
      ms: Math.round(request.ms * 10) / 10,
      requestId: request.requestId,
      ...(request.tokenId !== undefined && { tokenId: request.tokenId }),
      ...(request.cause !== undefined && { cause: request.cause }),
      ...(request.scimType !== undefined && { scimType: request.scimType }),
      ...(detail !== undefined && { detail: plain ? storable(detail, MOST_DETAIL) : sentence(detail, path, shown) }),
      ...(request.userAgent !== undefined && { userAgent: storable(request.userAgent, MOST_USER_AGENT) }),
      ...(shown && { body: shown.body }),
      ...(plain && { unmasked: true }),
      ...(skippedBefore !== undefined && { skippedBefore }),
    };
  }
}

/** What waits to be written of one connection. */
interface Waiting {
  readonly tenant: string;
  readonly kept: number;
  readonly count: number;
}

/** What a client was told, without what its query or body said about people. */
const sentence = (detail: string, path: string, body: MaskedBody | undefined): string =>
  maskDetail(detail, new Set([...(body?.masked ?? []), ...textsInQuery(path)]));
