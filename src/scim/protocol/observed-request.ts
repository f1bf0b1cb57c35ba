import type { Request } from 'express';
import type { AuthenticatedConnection, EndedToken } from '../../application/connections/connection-token.ts';
import type { AnsweredRequest } from '../../application/connections/request-log.ts';
import type { RefusalCause } from '../../domain/provisioning/logged-request.ts';
import type { ScimError } from '../errors/scim-error.ts';
import { type RecordedRequest, recordRequest } from './record-request.ts';

/** Told of a request once it was answered, with the status that went out. Must neither throw nor wait. */
export type Observer = (request: ObservedRequest, status: number) => void;

/** What became known about a request while it was answered. */
export class ObservedRequest {
  readonly requestId: string;
  /** When it arrived. */
  readonly at: string;
  holder: AuthenticatedConnection | undefined;
  cause: RefusalCause | undefined;
  /** With secrets removed; set once the body was read. */
  recorded: RecordedRequest | undefined;
  refusal: ScimError | undefined;
  readonly #request: Request;
  readonly #startedMs = performance.now();

  constructor(request: Request, requestId: string, at: string) {
    this.#request = request;
    this.requestId = requestId;
    this.at = at;
  }

  /** Whose token it carries, good or not. */
  readonly heldBy = (holder: AuthenticatedConnection, end?: EndedToken): void => {
    this.holder = holder;
    const kind = end?.isAccessToken ? 'access_token' : 'token';
    this.cause = end ? `${end.ended}_${kind}` : holder.connection.deletedAt ? 'deleted_connection' : undefined;
  };

  turnedAway(cause: RefusalCause, refusal: ScimError): ScimError {
    this.cause = cause;
    return refusal;
  }

  /** The token it carries in its header. */
  get bearer(): string | undefined {
    return /^bearer +(\S+) *$/i.exec(this.#request.headers.authorization ?? '')?.[1];
  }

  /** As the request log takes it, but for the connection. */
  describe(status: number): Omit<AnsweredRequest, 'connection' | 'tokenId'> {
    const { method, originalUrl, headers } = this.#request;
    return {
      at: this.at,
      method,
      path: recordRequest(method, originalUrl, undefined).path,
      status,
      cause: this.cause,
      scimType: this.refusal?.scimType,
      detail: this.refusal?.message,
      ms: performance.now() - this.#startedMs,
      requestId: this.requestId,
      userAgent: headers['user-agent'],
      body: this.recorded?.body,
    };
  }
}
