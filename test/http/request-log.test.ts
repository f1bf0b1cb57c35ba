import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgetOldRequests } from '../../src/application/connections/prune-requests.ts';
import { type AnsweredRequest, RequestLog } from '../../src/application/connections/request-log.ts';
import { WrongTokens } from '../../src/application/connections/wrong-tokens.ts';
import type { Database } from '../../src/application/ports/database.ts';
import type { Connection } from '../../src/domain/provisioning/connection.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const DAY_MS = 24 * 3_600_000;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe('The request log', () => {
  let opened: TestDatabase;
  let app: TestApplication;

  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  const connect = async (changes: Partial<Connection> = {}) =>
    (await createOrganizationFixture(app, changes)).connection;
  let arrived = 0;
  const answered = (connection: Connection, changes: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
    connection,
    tokenId: 'token',
    at: new Date(Date.now() + arrived++).toISOString(),
    method: 'GET',
    path: '/scim/v2/Users',
    status: 200,
    cause: undefined,
    scimType: undefined,
    detail: undefined,
    ms: 1.234,
    requestId: 'request',
    userAgent: undefined,
    body: undefined,
    ...changes,
  });
  const kept = ({ tenant, id }: Connection) =>
    opened.database.loggedRequests.find(tenant, {
      where: { op: 'eq', field: 'connectionId', value: id },
      sort: [{ field: 'at' }],
    });
  const newLog = (keptByDefault: number, database: Database = opened.database) =>
    new RequestLog({ ...app, database }, { keptByDefault, log: silent });

  it('keeps the latest of each connection and removes older ones', async () => {
    const log = newLog(10);
    const [one, other] = [await connect(), await connect({ keptRequests: 3 })];
    for (let round = 0; round < 6; round++) {
      for (let index = 0; index < 5; index++) {
        for (const connection of [one, other])
          log.note(answered(connection, { path: `/scim/v2/Users/${round}${index}` }));
      }
      await log.flush();
    }
    const paths = (await kept(one)).map(({ path }) => path);
    expect(paths.slice(-10)).toEqual(
      ['40', '41', '42', '43', '44', '50', '51', '52', '53', '54'].map((number) => `/scim/v2/Users/${number}`),
    );
    expect(paths.length).toBeLessThanOrEqual(12);
    expect((await kept(other)).map(({ path }) => path)).toEqual(['52', '53', '54'].map((id) => `/scim/v2/Users/${id}`));
  });

  it('counts what comes faster than it is kept, and keeps errors before successes', async () => {
    const log = newLog(1_000);
    const connection = await connect();
    for (let index = 0; index < 500; index++) log.note(answered(connection));
    for (let index = 0; index < 3; index++) log.note(answered(connection, { status: 400 }));
    await log.flush();
    const rows = await kept(connection);
    expect(rows.length).toBe(203);
    expect(rows.slice(-3).map(({ status, skippedBefore }) => [status, skippedBefore])).toEqual([
      [400, 300],
      [400, undefined],
      [400, undefined],
    ]);
  });

  it('fails nobody while the database takes nothing, and says what it lost', async () => {
    let isBroken = true;
    const broken: Database = Object.assign(Object.create(opened.database) as Database, {
      optimistic: (work: Parameters<Database['optimistic']>[0]) =>
        isBroken ? Promise.reject(new Error('gone')) : opened.database.optimistic(work),
    });
    const log = newLog(100, broken);
    const connection = await connect();
    log.note(answered(connection));
    log.note(answered(connection));
    await log.flush();
    isBroken = false;
    log.note(answered(connection));
    await log.flush();
    expect((await kept(connection)).map(({ skippedBefore }) => skippedBefore)).toEqual([2]);
  });

  it('keeps nothing where nothing is to be kept', async () => {
    const log = newLog(0);
    const connection = await connect();
    log.note(answered(connection));
    await log.flush();
    expect(await kept(connection)).toEqual([]);
  });

  it('stores whatever a client sends', async () => {
    const log = newLog(10);
    const connection = await connect({ unmaskedUntil: new Date(Date.now() + DAY_MS).toISOString() });
    const strange = '\0 \ud800 \u202e';
    log.note(
      answered(connection, {
        path: `/scim/v2/${strange}`,
        userAgent: strange.repeat(500),
        detail: strange,
        body: JSON.parse(`{"__proto__": {"${'\\u0000'}": "\\ud800"}, "deep": ${'['.repeat(900)}${']'.repeat(900)}}`),
      }),
    );
    await log.flush();
    expect(await kept(connection)).toMatchObject([{ unmasked: true, userAgent: expect.any(String) }]);
  });

  it('forgets what is too old, of every organization', async () => {
    const log = newLog(100);
    const [one, other] = [await connect(), await connect()];
    const old = new Date(Date.now() - 8 * DAY_MS).toISOString();
    for (const connection of [one, other]) {
      log.note(answered(connection, { at: old }));
      log.note(answered(connection));
    }
    await log.flush();
    await forgetOldRequests(app, 7);
    expect((await kept(one)).length).toBe(1);
    expect((await kept(other)).length).toBe(1);
  });

  it('is told of wrong tokens by what they name, now and then, and only if that exists', async () => {
    const connection = await connect();
    const tokenId = app.newId();
    await opened.database.optimistic(async (tx) =>
      tx.connectionTokens.insert({
        id: tokenId,
        tenant: connection.tenant,
        connectionId: connection.id,
        secretHash: 'hash',
        createdAt: app.clock.now(),
      }),
    );
    let now = 0;
    const noted: AnsweredRequest[] = [];
    const wrong = new WrongTokens(app, { note: (request) => void noted.push(request) }, () => now);
    const { connection: _, tokenId: __, ...request } = answered(connection, { status: 401 });
    await wrong.note(`hf_${connection.tenant}_${tokenId}_cut`, request);
    await wrong.note(`hf_${connection.tenant}_${tokenId}`, request);
    await wrong.note(`hf_${connection.tenant}_other_cut`, request);
    await wrong.note('made up', request);
    expect(noted).toMatchObject([{ cause: 'wrong_token', tokenId, connection: { id: connection.id } }]);
    now += 10_000;
    await wrong.note(`hf_${connection.tenant}_${tokenId}_cut`, request);
    expect(noted.length).toBe(2);
  });
});
