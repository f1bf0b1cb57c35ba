import type { z } from 'zod';
import type { Action } from '../../application/access/authorize.ts';

/** One operation of the API: everything about it but what it does. The router, the document and the client come from it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** What the caller must be allowed to do; `public` needs no sign-in. */
  readonly action: Action | 'public';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Absent with status 204, and for event streams. */
  readonly answer?: z.ZodType;
  /** The answer is a stream of server-sent events instead of one JSON value. */
  readonly events?: string;
}

export type Tag =
  | 'Session'
  | 'Organizations'
  | 'People'
  | 'Connections'
  | 'Directory'
  | 'Mappings'
  | 'Sync jobs'
  | 'Holds'
  | 'Audit log'
  | 'Instance';

/** Keeps the exact schema types of an operation, from which its handler's types follow. */
export const operation = <const O extends Operation>(definition: O): O => definition;

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<never, never>;

/** What a handler of the operation is given of the request, parsed. */
export interface OperationInput<O extends Operation> {
  readonly params: Parsed<O['params']>;
  readonly query: Parsed<O['query']>;
  readonly body: Parsed<O['body']>;
}

/** What a handler of the operation answers: the shape that the contract promises, nothing for 204 and streams. */
export type OperationAnswer<O extends Operation> = O['answer'] extends z.ZodType ? z.input<O['answer']> : undefined;
