import type { AddressInfo } from 'node:net';
import express from 'express';
import request from 'supertest';
import type { Application } from '../../src/application/application.ts';
import { changeDirectoryGroup } from '../../src/application/provisioning/change-directory-group.ts';
import { changeDirectoryUser } from '../../src/application/provisioning/change-directory-user.ts';
import { createDirectoryGroup } from '../../src/application/provisioning/create-directory-group.ts';
import { createDirectoryRecords } from '../../src/application/provisioning/create-directory-records.ts';
import { createDirectoryUser } from '../../src/application/provisioning/create-directory-user.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteDirectoryUser } from '../../src/application/provisioning/delete-directory-user.ts';
import { recordRefusedRequest } from '../../src/application/provisioning/record-refused-request.ts';
import type { Connection } from '../../src/domain/provisioning/connection.ts';
import type { DirectoryUseCases } from '../../src/scim/directory-use-cases.ts';
import { createScimRouter, type ScimDependencies } from '../../src/scim/scim-router.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase } from '../support/test-database.ts';

export const directory: DirectoryUseCases = {
  createDirectoryUser,
  changeDirectoryUser,
  deleteDirectoryUser,
  createDirectoryGroup,
  createDirectoryRecords,
  changeDirectoryGroup,
  deleteDirectoryGroup,
  recordRefusedRequest,
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any;
  readonly text: string;
}

/** A client of one connection. */
export interface ScimClient {
  readonly connection: Connection;
  readonly token: string;
  readonly organization: OrganizationFixture;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Creates and returns the resource; fails the test unless it was created. */
  create(path: '/Users' | '/Groups', body: object): Promise<Answer['body']>;
  /** The same client with a token that is bound to one person. */
  boundTo(directoryUserId: string): Pick<ScimClient, 'send'>;
}

export interface ScimService {
  readonly url: string;
  readonly application: TestApplication;
  readonly logged: unknown[];
  /** A new organization with one connection. */
  connect(changes?: Partial<Connection>): Promise<ScimClient>;
  /** Changes a connection as its next request will see it. */
  change(client: ScimClient, changes: Partial<Connection>): void;
  close(): Promise<void>;
}

type Overrides = Partial<Omit<ScimDependencies, 'application'>> & { readonly application?: Partial<Application> };

/** The real router, use cases and database behind a real server. */
export async function startScimService({ application: changes, ...overrides }: Overrides = {}): Promise<ScimService> {
  const { database, close } = await openTestDatabase();
  const application = createTestApplication(database, changes);
  const connections = new Map<string, Connection>();
  const logged: unknown[] = [];
  const log = (details: object, message: string) => void logged.push({ ...details, message });
  const app = express();
  app.use(
    '/scim/v2',
    createScimRouter({
      application,
      directory,
      authenticate: async (token) => {
        if (token === 'expired' || token === 'revoked') return { ended: token, at: '2026-01-02T03:04:05.678Z' };
        if (token.startsWith('hfo_expired'))
          return { ended: 'expired', at: '2026-01-02T03:04:05.678Z', isAccessToken: true };
        if (token.startsWith('hfo_revoked'))
          return { ended: 'revoked', at: '2026-01-02T03:04:05.678Z', isAccessToken: true };
        const [connectionToken = '', directoryUserId] = token.split('~');
        const connection = connections.get(connectionToken);
        return connection
          ? { connection, tokenId: `token-${token}`, ...(directoryUserId && { directoryUserId }) }
          : 'unknown';
      },
      baseUrl: (incoming) => `http://${incoming.headers.host}/scim/v2`,
      log: { info: log, warn: log, error: log },
      ...overrides,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;

  return {
    url,
    application,
    logged,
    async connect(connectionChanges) {
      const organization = await createOrganizationFixture(application, connectionChanges);
      const token = organization.connection.id;
      connections.set(token, organization.connection);
      const sendAs = async (
        bearer: string,
        ...[method, path, body, headers = {}]: Parameters<ScimClient['send']>
      ): Promise<Answer> => {
        const call = request(url)
          [method.toLowerCase() as 'get'](path)
          .set('authorization', `Bearer ${bearer}`)
          .buffer(true)
          .parse(asJson);
        if (body !== undefined) call.set('content-type', 'application/scim+json');
        for (const [name, value] of Object.entries(headers)) call.set(name, value);
        const answer = await (body === undefined
          ? call
          : call.send(typeof body === 'string' ? body : JSON.stringify(body)));
        return { status: answer.status, headers: answer.headers, body: answer.body.json, text: answer.body.text };
      };
      const send: ScimClient['send'] = (...request) => sendAs(token, ...request);
      return {
        connection: organization.connection,
        token,
        organization,
        send,
        boundTo: (directoryUserId) => ({
          send: (...request) => sendAs(`${token}~${directoryUserId}`, ...request),
        }),
        async create(path, body) {
          const answer = await send('POST', path, body);
          if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
          return answer.body;
        },
      };
    },
    change(client, connectionChanges) {
      const connection = connections.get(client.token);
      if (connection) connections.set(client.token, { ...connection, ...connectionChanges });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await close();
    },
  };
}

type Parser = Parameters<request.Test['parse']>[0];

const asJson: Parser = (response, done) => {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('end', () => done(null, { text, json: text === '' ? undefined : JSON.parse(text) }));
};
