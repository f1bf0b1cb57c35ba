import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { SignInAttempts } from '../../application/accounts/sign-in-attempts.ts';
import type { Application } from '../../application/application.ts';
import type { ConnectionTokenAuthentication } from '../../application/connections/authenticate-connection-token.ts';
import type { PersonRequest } from '../../application/person-request.ts';
import type { Organization } from '../../domain/access/organization.ts';
import type { Caller } from '../authenticate.ts';
import type { SyncJobFeed } from '../live/sync-job-feed.ts';
import type { Operation, OperationAnswer, OperationInput } from './operation.ts';

/** What handlers work with besides the request. */
export interface ApiServices {
  readonly app: Application;
  readonly attempts: SignInAttempts;
  readonly tokens: Pick<ConnectionTokenAuthentication, 'forget'>;
  readonly feed: SyncJobFeed;
}

/** What the router found out before a handler is called. */
export interface HandlerContext<O extends Operation> extends ApiServices {
  readonly requestId: string;
  /** Absolute address of this service, without a slash at the end. */
  readonly baseUrl: string;
  /** Where the request comes from. */
  readonly address: string;
  /** Who asks, for use cases; absent where no sign-in is needed. */
  readonly request: O['action'] extends 'public' ? undefined : PersonRequest;
  readonly caller: O['action'] extends 'public' ? undefined : Caller;
  /** The organization in the path. */
  readonly organization: HasOrganization<O> extends true ? Organization : undefined;
  /** For cookies and streams only. */
  readonly exchange: { readonly request: Request; readonly response: Response };
}

type HasOrganization<O extends Operation> =
  O['params'] extends z.ZodObject<infer Shape> ? ('organization' extends keyof Shape ? true : false) : false;

/** One operation at work: turns the parsed request into a call of a use case or a read, and the result into the contract's shape. */
export type Handler<O extends Operation> = (
  input: OperationInput<O>,
  context: HandlerContext<O>,
) => Promise<OperationAnswer<O>>;

export type Handlers<Operations extends Readonly<Record<string, Operation>>> = {
  readonly [Id in keyof Operations]: Handler<Operations[Id]>;
};
