import type { z } from 'zod';
import { SignInAttempts } from '../../application/accounts/sign-in-attempts.ts';
import type { Application } from '../../application/application.ts';
import { findOrganization } from '../../application/organizations/find-organization.ts';
import type { PersonRequest } from '../../application/person-request.ts';
import type { Organization } from '../../domain/access/organization.ts';
import { contract, type OperationId } from '../../http/api/contract.ts';
import type { Handler } from '../../http/api/handler.ts';
import { handlers } from '../../http/api/handlers.ts';
import type { Operation, OperationAnswer } from '../../http/api/operation.ts';
import { parseInput } from '../../http/api/parse-input.ts';
import { InvalidRequest } from '../../http/problem-error.ts';
import { Refused } from '../errors.ts';

/** Operations that need a caller of their own (sessions, one's own tokens) or an open connection are not for operators. */
type ForOperators<Id extends OperationId> = (typeof contract)[Id] extends { events: string }
  ? never
  : (typeof contract)[Id]['action'] extends 'public' | `${string}.own`
    ? never
    : Id;
export type OperatorOperation = { [Id in OperationId]: ForOperators<Id> }[OperationId];

type Given<O, Part extends string> = O extends { [P in Part]: infer S extends z.ZodType } ? z.input<S> : undefined;

export interface OperatorInput<Id extends OperatorOperation> {
  readonly params?: Given<(typeof contract)[Id], 'params'>;
  readonly query?: Partial<Given<(typeof contract)[Id], 'query'>>;
  readonly body?: Given<(typeof contract)[Id], 'body'>;
}

/**
 * Whoever can reach the database from the command line: calls the operations of the REST API in this process, with the
 * same checks of the input and the same answers. The audit log names the actor `operator`.
 */
export class Operator {
  readonly app: Application;
  readonly baseUrl: string;

  constructor(app: Application, baseUrl: string) {
    this.app = app;
    this.baseUrl = baseUrl;
  }

  request(): PersonRequest {
    return { actor: { kind: 'operator', via: 'cli' }, requestId: this.app.newId() };
  }

  /** By id or slug. @throws Refused */
  async organization(idOrSlug: string): Promise<Organization> {
    const organization = await findOrganization(this.app.database, idOrSlug);
    if (organization) return organization;
    throw new Refused(`There is no organization ${idOrSlug}: "holdfast organization list" lists them.`);
  }

  async run<Id extends OperatorOperation>(
    id: Id,
    input: OperatorInput<Id> = {},
  ): Promise<OperationAnswer<(typeof contract)[Id]>> {
    const operation: Operation = contract[id];
    const params = operation.params ? check('params', operation.params, input.params ?? {}) : {};
    const { organization } = params as { organization?: string };
    const request = this.request();
    // What operators may not run is what would read the missing parts: see OperatorOperation.
    const handler = handlers[id] as unknown as Handler<Operation>;
    const answer = await handler(
      {
        params,
        query: operation.query ? check('query', operation.query, input.query ?? {}) : {},
        body: (operation.body ? check('body', operation.body, input.body ?? {}) : {}) as Record<never, never>,
      },
      {
        app: this.app,
        baseUrl: this.baseUrl,
        address: 'command line',
        attempts: new SignInAttempts(this.app),
        tokens: { forget: () => {} },
        request,
        requestId: request.requestId,
        organization: organization && (await this.organization(organization)),
      } as unknown as Parameters<Handler<Operation>>[1],
    );
    return answer as OperationAnswer<(typeof contract)[Id]>;
  }
}

/** Complains about what was typed, not about the parts of an HTTP request. */
function check<S extends z.ZodType>(place: 'params' | 'query' | 'body', schema: S, value: unknown): z.output<S> {
  try {
    return parseInput(place, schema, value);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    const complaints = error.errors.map(({ path, message }) => `${path.replace(/^\w+\./, '')}: ${message}`);
    throw new Refused(complaints.join('; '));
  }
}
