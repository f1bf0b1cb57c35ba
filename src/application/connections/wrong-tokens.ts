import { LRUCache } from 'lru-cache';
import type { Application } from '../application.ts';
import { claimOf } from './connection-token.ts';
import type { AnsweredRequest, RequestLog } from './request-log.ts';

/** One such request of a connection tells as much as a hundred, and anybody may send them. */
const NOTED_EVERY_MS = 10_000;
const REMEMBERED_CONNECTIONS = 2_000;

/**
 * Tells the request log of a connection about tokens that are not right, but name one of its tokens: cut off or mistyped
 * where they were entered. Looked up after the answer, one at a time, so that neither the answer nor its time says whether
 * there is such a token.
 */
export class WrongTokens {
  readonly #app: Pick<Application, 'database'>;
  readonly #log: Pick<RequestLog, 'note'>;
  readonly #nowMs: () => number;
  readonly #notedAtMs = new LRUCache<string, number>({ max: REMEMBERED_CONNECTIONS });
  #isLooking = false;

  constructor(
    app: Pick<Application, 'database'>,
    log: Pick<RequestLog, 'note'>,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#app = app;
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** Never fails; what comes while another one is looked up is let go. */
  async note(bearer: string, request: Omit<AnsweredRequest, 'connection' | 'tokenId'>): Promise<void> {
    const claim = claimOf(bearer);
    if (!claim || this.#isLooking || this.#isRecent(claim.tokenId)) return;
    this.#isLooking = true;
    try {
      const { connectionTokens, connections } = this.#app.database;
      const token = await connectionTokens.get(claim.organizationId, claim.tokenId);
      const connection = token && (await connections.get(token.tenant, token.connectionId));
      if (!connection || this.#isRecent(connection.id)) return;
      for (const key of [claim.tokenId, connection.id]) this.#notedAtMs.set(key, this.#nowMs());
      this.#log.note({ ...request, cause: 'wrong_token', connection, tokenId: claim.tokenId });
    } catch {
      // Nobody waits for it, and the database says elsewhere what is wrong with it.
    } finally {
      this.#isLooking = false;
    }
  }

  #isRecent(key: string): boolean {
    const notedAtMs = this.#notedAtMs.get(key);
    return notedAtMs !== undefined && this.#nowMs() - notedAtMs < NOTED_EVERY_MS;
  }
}
