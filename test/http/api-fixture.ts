import { expect } from '@jest/globals';
import { type Express, Router } from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import type { z } from 'zod';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import type { Application } from '../../src/application/application.ts';
import { createConnectionTokenAuthentication } from '../../src/application/connections/authenticate-connection-token.ts';
import type { Database } from '../../src/application/ports/database.ts';
import { QueueUnavailable } from '../../src/application/ports/job-queue.ts';
import { contract, type OperationId } from '../../src/http/api/contract.ts';
import type { Operation } from '../../src/http/api/operation.ts';
import { Problem } from '../../src/http/api/schemas/problem.ts';
import { createHttpApp, type HttpSettings } from '../../src/http/create-http-app.ts';
import { createMetrics, type Metrics } from '../../src/http/metrics.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase } from '../support/test-database.ts';

export const PASSWORD = 'correct horse battery';

/** How a caller identifies itself. */
export interface Credentials {
  readonly cookie?: string;
  readonly csrf?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SignedIn extends Credentials {
  readonly cookie: string;
  readonly csrf: string;
  readonly accountId: string;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: unknown;
}

type Answer<Id extends OperationId> = (typeof contract)[Id] extends { readonly answer: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

export interface ApiFixture {
  readonly app: TestApplication;
  readonly http: Express;
  readonly database: Database;
  readonly url: string;
  readonly metrics: Metrics;
  /** Operations that were answered as the contract says. */
  readonly answered: ReadonlySet<string>;
  /** Everything that was logged, as text. */
  logged(): string;
  /** Moves the clock on. */
  pass(ms: number): void;
  setQueue(isThere: boolean): void;
  /** Calls an operation and checks status and answer against the contract: nothing missing, nothing besides. */
  call<Id extends OperationId>(id: Id, input: CallInput, by?: Credentials): Promise<Answer<Id>>;
  /** Calls an operation that must fail, and checks that the answer is a problem of this status. */
  fail(id: OperationId, input: CallInput, by: Credentials | undefined, status: number): Promise<Problem>;
  send(id: OperationId, input: CallInput, by?: Credentials): supertest.Test;
  /** Creates the first instance administrator through the one-time link. */
  firstAdministrator(email?: string): Promise<SignedIn>;
  /** An account that signed in and has no role. */
  somebody(email: string, admin: Credentials): Promise<SignedIn>;
  close(): Promise<void>;
}

export async function openApiFixture(
  settings: Partial<HttpSettings> = {},
  overrides: Partial<Application> = {},
): Promise<ApiFixture> {
  const { database, url, close } = await openTestDatabase();
  let passed = 0;
  const app = createTestApplication(database, {
    clock: { now: () => new Date(Date.now() + passed).toISOString() },
    ...overrides,
  });
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  let isQueueThere = true;
  const whenThere = <T>(value: T): Promise<T> =>
    isQueueThere ? Promise.resolve(value) : Promise.reject(new QueueUnavailable('gone'));
  const queue = {
    ping: () => whenThere(undefined),
    depth: () => whenThere({ removal: 1, change: 2, bulk: 3 }),
  };
  const metrics = createMetrics(app, queue);
  const tokens = createConnectionTokenAuthentication(app);
  const stopping = new AbortController();
  const http = createHttpApp({
    app,
    logger,
    queue,
    metrics,
    tokens,
    scim: whoSpeaks(tokens),
    misplacedScim: Router(),
    settings: { consoleDirectory: '/nowhere', ...settings },
    stopping: stopping.signal,
  });
  const answered = new Set<string>();

  const send = (id: OperationId, input: CallInput, by: Credentials = {}): supertest.Test => {
    const operation: Operation = contract[id];
    const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
      const value = input.params?.[name];
      if (value === undefined) throw new Error(`${id} needs ${name}`);
      return encodeURIComponent(value);
    });
    const test = supertest(http)[operation.method](`/api/v1${path}`).query(queryOf(input).toString());
    if (by.cookie) test.set('cookie', by.cookie);
    if (by.csrf) test.set('x-csrf-token', by.csrf);
    if (by.token) test.set('authorization', `Bearer ${by.token}`);
    for (const [name, value] of Object.entries(by.headers ?? {})) test.set(name, value);
    return input.body === undefined ? test : test.send(input.body as object);
  };

  const call = async <Id extends OperationId>(id: Id, input: CallInput, by?: Credentials): Promise<Answer<Id>> => {
    const operation: Operation = contract[id];
    const response = await send(id, input, by);
    if (response.status !== operation.status) {
      throw new Error(`${id} answered ${response.status}: ${response.text}\n${app.errors.map(String).join('\n')}`);
    }
    if (operation.answer) {
      expect(response.type).toBe('application/json');
      expect(response.body).toEqual(operation.answer.parse(response.body));
    } else {
      expect(response.text).toBe('');
    }
    answered.add(id);
    return (operation.answer ? response.body : undefined) as Answer<Id>;
  };

  const signedIn = (response: supertest.Response): SignedIn => {
    const [cookie = ''] = (response.get('Set-Cookie') ?? []).map((one) => one.replace(/;.*/, ''));
    return { cookie, csrf: response.body.csrfToken, accountId: response.body.account.id };
  };

  return {
    app,
    http,
    database,
    url,
    metrics,
    answered,
    send,
    call,
    logged: () => lines.join(''),
    pass: (ms) => {
      passed += ms;
    },
    setQueue: (isThere) => {
      isQueueThere = isThere;
    },
    async fail(id, input, by, status) {
      const response = await send(id, input, by);
      expect({ status: response.status, type: response.type, text: response.text }).toMatchObject({
        status,
        type: 'application/problem+json',
      });
      expect(response.body).toEqual(Problem.parse(response.body));
      expect(response.body).toMatchObject({ status, instance: response.headers['x-request-id'] });
      return response.body as Problem;
    },
    async firstAdministrator(email = 'root@holdfast.example') {
      const { firstAdministratorLink: link } = await ensureInstance(app);
      if (!link) throw new Error('There is an administrator already');
      const response = await send('redeemOneTimeLink', {
        params: { linkId: link.id },
        body: {
          purpose: 'create_first_administrator',
          secret: link.secret,
          email,
          displayName: 'Root',
          password: PASSWORD,
        },
      });
      expect(response.status).toBe(200);
      return signedIn(response);
    },
    async somebody(email, admin) {
      const account = await call('createAccount', { body: { email } }, admin);
      const { url } = await call('createSetPasswordLink', { params: { accountId: account.id } }, admin);
      const [linkId = '', secret = ''] = new URL(url).hash.slice(1).split('.');
      await call('redeemOneTimeLink', {
        params: { linkId },
        body: { purpose: 'set_password', secret, password: PASSWORD },
      });
      return signedIn(await send('signIn', { body: { email, password: PASSWORD } }));
    },
    async close() {
      stopping.abort();
      await close();
    },
  };
}

const queryOf = (input: CallInput): URLSearchParams =>
  new URLSearchParams(
    Object.entries(input.query ?? {}).flatMap(([key, value]) =>
      [value].flat().map((one) => [key, String(one)] as [string, string]),
    ),
  );

/** In place of SCIM: says which connection the bearer token speaks for. */
function whoSpeaks(tokens: ReturnType<typeof createConnectionTokenAuthentication>): Router {
  const router = Router();
  router.get('/who', async (request, response) => {
    const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
    const found = await tokens.authenticateConnectionToken(bearer);
    if (found === 'unknown') response.status(401).json({ refused: found });
    else if ('ended' in found) response.status(401).json({ refused: found.ended });
    else response.json({ connectionId: found.connection.id, paused: found.connection.pausedAt !== undefined });
  });
  return router;
}
