import { setTimeout as delay } from 'node:timers/promises';
import type { SyncJobKind } from '../../src/domain/provisioning/sync-job.ts';

export interface ScimAnswer {
  readonly status: number;
  readonly requestId: string;
  readonly retryAfter: string | null;
  readonly body: ScimResource & { readonly totalResults?: number; readonly Resources?: readonly ScimResource[] };
}

/** The attributes these tests look at, of users and groups. */
export interface ScimResource {
  readonly id?: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly title?: string;
  readonly active?: boolean;
  readonly emails?: readonly { readonly value?: string }[];
  readonly members?: readonly { readonly value: string }[];
}

/** One change of one record, however many requests it took until it was answered. */
export interface Change {
  /** The record's key in the client, not its id. */
  readonly target: string;
  /** The kind of sync job it must leave; absent for changes nobody's access depends on. */
  readonly kind?: SyncJobKind;
  /** The ids of requests about it that were answered 2xx. */
  readonly requestIds: string[];
  /** Requests about it that got no answer, or 503: whether they took effect is unknown. */
  unanswered: number;
}

interface Write {
  readonly target: string;
  readonly kind?: SyncJobKind | undefined;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** What to do instead of repeating it when no answer came: the answer of whatever brought the change about. */
  readonly afterSilence?: (change: Change) => Promise<ScimAnswer | undefined>;
}

const TRY_AGAIN_MS = 60;
const PAGE = 100;

/** A SCIM client as identity providers are: it goes on until every change is answered, and keeps account of the answers. */
export class ScimSession {
  readonly changes: Change[] = [];
  #requests = 0;
  #cutOff = 0;
  #closed = false;
  readonly #baseUrl: string;
  readonly #token: string;
  readonly #onRequest: (count: number) => void;

  /** `onRequest` hears of each request before it is sent. */
  constructor(baseUrl: string, token: string, onRequest: (count: number) => void = () => {}) {
    this.#baseUrl = baseUrl;
    this.#token = token;
    this.#onRequest = onRequest;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Requests that were on their way when the service died: they may have taken effect. */
  get cutOff(): number {
    return this.#cutOff;
  }

  /** Every further request fails: a test that is over must not go on pushing. */
  close(): void {
    this.#closed = true;
  }

  /** Makes one change; its answer. Fails when the service refuses it. */
  async write({ target, kind, ...request }: Write): Promise<ScimAnswer> {
    const change: Change = { target, ...(kind && { kind }), requestIds: [], unanswered: 0 };
    this.changes.push(change);
    for (;;) {
      const answer = await this.attempt(request.method, request.path, request.body);
      if (answer && answer.status < 300) {
        change.requestIds.push(answer.requestId);
        return answer;
      }
      if (!answer || answer.status === 503) change.unanswered += 1;
      else if (request.method === 'DELETE' && answer.status === 404 && change.unanswered > 0) return answer;
      else if (answer.status !== 503 && !(answer.status === 409 && change.unanswered > 0))
        throw refusal(request, answer);
      await delay(TRY_AGAIN_MS);
      const found = change.unanswered > 0 ? await request.afterSilence?.(change) : undefined;
      if (found) return found;
    }
  }

  /** Reads until there is an answer. */
  async read(path: string): Promise<ScimAnswer> {
    for (;;) {
      const answer = await this.attempt('GET', path);
      if (answer && answer.status < 300) return answer;
      if (answer && answer.status !== 503) throw refusal({ method: 'GET', path }, answer);
      await delay(TRY_AGAIN_MS);
    }
  }

  /** Every resource, page by page. */
  async readAll(path: '/Users' | '/Groups'): Promise<ScimResource[]> {
    const all: ScimResource[] = [];
    for (;;) {
      const { body } = await this.read(`${path}?startIndex=${all.length + 1}&count=${PAGE}`);
      all.push(...(body.Resources ?? []));
      if (all.length >= (body.totalResults ?? 0)) return all;
    }
  }

  /** One request; undefined when no answer came. */
  async attempt(method: string, path: string, body?: object): Promise<ScimAnswer | undefined> {
    if (this.#closed) throw new Error('The session is over');
    this.#onRequest(++this.#requests);
    try {
      const response = await fetch(`${this.#baseUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/scim+json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        requestId: response.headers.get('x-request-id') ?? '',
        retryAfter: response.headers.get('retry-after'),
        body: text === '' ? {} : (JSON.parse(text) as ScimAnswer['body']),
      };
    } catch (error) {
      // By name: the TypeError that fetch throws is not the one of a jest module.
      const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
      if (name !== 'TypeError') throw error;
      if (cause?.code !== 'ECONNREFUSED') this.#cutOff += 1;
      return undefined;
    }
  }
}

const refusal = (request: { readonly method: string; readonly path: string }, answer: ScimAnswer): Error =>
  new Error(`${request.method} ${request.path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
