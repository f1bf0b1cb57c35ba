import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServingProcesses } from '../../src/application/operation/serving-processes.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import type { ProcessRow } from '../../src/application/ports/rows.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('The processes that share a limit', () => {
  let opened: TestDatabase;
  let app: TestApplication;

  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  const add = (kind: ProcessRow['kind'], secondsAgo = 0) =>
    opened.database.optimistic(async (tx) => {
      const seenAt = new Date(Date.now() - secondsAgo * 1_000).toISOString();
      const facts = { host: 'host', pid: 1, release: '1', startedAt: seenAt, readOnly: false };
      tx.processes.insert({ id: app.newId(), tenant: INSTANCE, kind, seenAt, ...facts });
    });

  it('are those that serve and gave a sign of life, and at least the one that asks', async () => {
    const serving = new ServingProcesses(app);
    await serving.refresh();
    expect(serving.count).toBe(1);
    await add('serve');
    await add('start');
    await add('worker');
    await add('serve', 600);
    await serving.refresh();
    expect(serving.count).toBe(2);
  });

  it('are counted anew while somebody asks, and stay what they were while the database is away', async () => {
    let now = 0;
    let isAway = false;
    const find = () => (isAway ? Promise.reject(new Error('gone')) : opened.database.processes.find(INSTANCE));
    const database = Object.assign(Object.create(opened.database), {
      processes: Object.assign(Object.create(opened.database.processes), { find }),
    }) as TestApplication['database'];
    const serving = new ServingProcesses({ ...app, database }, () => now);
    expect(serving.count).toBe(1);
    await serving.refresh();
    expect(serving.count).toBe(2);
    await add('serve');
    expect(serving.count).toBe(2);
    now += 5_000;
    expect(serving.count).toBe(2);
    await serving.refresh();
    expect(serving.count).toBe(3);
    isAway = true;
    await serving.refresh();
    expect(serving.count).toBe(3);
  });
});
