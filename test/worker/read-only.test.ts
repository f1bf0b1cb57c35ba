import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { guardWrites } from '../../src/application/operation/guard-writes.ts';
import { startHeartbeat } from '../../src/application/operation/heartbeat.ts';
import { InstallationReadOnly } from '../../src/application/operation/installation-read-only.ts';
import { awaitRest, listProcesses } from '../../src/application/operation/processes.ts';
import { switchReadOnly } from '../../src/application/operation/switch-read-only.ts';
import { WorkWhileWritable } from '../../src/application/operation/work-while-writable.ts';
import { WRITE_LEASE_MS, WriteGate } from '../../src/application/operation/write-gate.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import type { Transaction } from '../../src/application/ports/database.ts';
import { gate } from '../contract/with-database.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const request = { actor: { kind: 'operator', via: 'cli' }, requestId: 'request' } as const;
const ways = ['transaction', 'optimistic'] as const;

describe('read-only mode', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  let tenants = 0;
  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  const readMode = () => opened.database.operatingMode.get(INSTANCE, INSTANCE);
  const switchTo = (readOnly: boolean) => switchReadOnly(app, request, { readOnly, reason: 'it is moved' });
  const openProcess = (now?: () => number) => {
    const gate = new WriteGate({ readMode, ...(now && { now }) });
    return { gate, database: guardWrites(opened.database, gate) };
  };
  const addTeam = (tx: Transaction, tenant: string) =>
    tx.teams.insert({ id: 'a', tenant, name: 'Team', createdAt: app.clock.now() });
  const newTenant = () => `tenant-${++tenants}`;

  it.each(ways)('refuses every write in a %s and goes on reading', async (way) => {
    const { database } = openProcess();
    const tenant = newTenant();
    await database[way](async (tx) => addTeam(tx, tenant));
    await switchTo(true);
    try {
      const reader = openProcess().database;
      await expect(reader[way](async (tx) => addTeam(tx, newTenant()))).rejects.toThrow(
        'Holdfast is read-only just now: it is moved. Nothing was changed; try again later',
      );
      const writes: ((tx: Transaction) => unknown)[] = [
        (tx) => tx.teams.patch(tenant, 'a', { name: 'Other' }),
        (tx) => tx.teams.replace({ id: 'a', tenant, name: 'Other', createdAt: 'x' }, 1),
        (tx) => tx.teams.insertMany([{ id: 'b', tenant, name: 'Other', createdAt: 'x' }]),
        (tx) => tx.teams.updateWhere(tenant, { op: 'present', field: 'name' }, { name: 'Other' }),
        (tx) => tx.teams.deleteWhere(tenant, { op: 'present', field: 'name' }),
        (tx) => tx.subjects.bump(tenant, ['a']),
      ];
      for (const write of writes) {
        await expect(reader[way](async (tx) => void (await write(tx)))).rejects.toBeInstanceOf(InstallationReadOnly);
      }
      const seen = await reader[way](async (tx) => [await tx.teams.get(tenant, 'a'), await tx.teams.count(tenant)]);
      expect(seen).toEqual([expect.objectContaining({ name: 'Team', version: 1 }), 1]);
      expect(await reader.teams.count(tenant)).toBe(1);
    } finally {
      await switchTo(false);
    }
    const again = openProcess().database;
    await again[way](async (tx) => tx.teams.patch(tenant, 'a', { name: 'Again' }));
  });

  it.each(ways)('rolls back a %s that was under way, and does not come to rest before', async (way) => {
    const { gate: own, database } = openProcess();
    const tenant = newTenant();
    const [begun, finish] = [gate(), gate()];
    const underWay = database[way](async (tx) => {
      addTeam(tx, tenant);
      begun.open();
      await finish.passed;
    });
    const refused = expect(underWay).rejects.toBeInstanceOf(InstallationReadOnly);
    await begun.passed;
    await switchTo(true);
    try {
      await own.refresh();
      expect([own.isReadOnly, own.isAtRest]).toEqual([true, false]);
      finish.open();
      await refused;
      expect(own.isAtRest).toBe(true);
      expect(await opened.database.teams.count(tenant)).toBe(0);
    } finally {
      await switchTo(false);
    }
  });

  it.each(ways)('refuses the writes of a %s that began in it, even when it ends meanwhile', async (way) => {
    await switchTo(true);
    const { gate: own, database } = openProcess();
    const tenant = newTenant();
    const late = database[way](async (tx) => {
      await switchTo(false);
      await own.refresh();
      addTeam(tx, tenant);
    });
    await expect(late).rejects.toBeInstanceOf(InstallationReadOnly);
    expect(own.isReadOnly).toBe(false);
    await database[way](async (tx) => addTeam(tx, tenant));
    expect(await opened.database.teams.count(tenant)).toBe(1);
  });

  it.each(ways)('is found by a %s of a process that stood still meanwhile, before it commits', async (way) => {
    let now = 0;
    const { gate, database } = openProcess(() => now);
    const tenant = newTenant();
    const standStill = database[way](async (tx) => {
      addTeam(tx, tenant);
      await switchTo(true);
      now += WRITE_LEASE_MS;
    });
    await expect(standStill).rejects.toBeInstanceOf(InstallationReadOnly);
    expect(gate.isAtRest).toBe(true);
    expect(await opened.database.teams.count(tenant)).toBe(0);
    await switchTo(false);
    now += WRITE_LEASE_MS;
    await database[way](async (tx) => addTeam(tx, tenant));
  });

  it('is followed by a process with its jobs, written down, and ended', async () => {
    const { gate: own } = openProcess();
    const events: string[] = [];
    const stopped = gate();
    const startWork = async () => {
      events.push('started');
      const stop = () => {
        events.push('stopping');
        return stopped.passed;
      };
      return { stop };
    };
    const work = new WorkWhileWritable(own, startWork, (error) => app.errors.push(error));
    const heart = await startHeartbeat(app, {
      process: { id: 'p1', kind: 'worker', host: 'here', pid: 1, release: '1.2.3' },
      gate: own,
      isAtRest: () => work.isAtRest,
      onError: (error) => app.errors.push(error),
    });
    await work.start();
    expect(await listProcesses(app)).toMatchObject([{ id: 'p1', kind: 'worker', release: '1.2.3', readOnly: false }]);
    await switchTo(true);
    await until('the job under way to be asked to end', async () => events.at(-1) === 'stopping');
    expect(await awaitRest(app, { quietMs: 60_000, patienceMs: 500 })).toHaveLength(1);
    stopped.open();
    expect(await awaitRest(app, { quietMs: 60_000, patienceMs: 60_000 })).toEqual([]);
    expect(await listProcesses(app)).toMatchObject([{ readOnly: true }]);
    await switchTo(false);
    await until('work to go on', async () => events.at(-1) === 'started' && events.length === 3);
    await work.stop();
    await heart.stop();
    expect(await listProcesses(app)).toEqual([]);
    expect(app.errors).toEqual([]);
  });

  it('counts a process that gives no sign of life as gone, by its rows alone', async () => {
    const row = {
      id: 'dead',
      tenant: INSTANCE,
      kind: 'serve',
      host: 'x',
      pid: 1,
      release: '1',
      readOnly: false,
    } as const;
    const future = '2999-01-01T00:00:00.000Z';
    await opened.database.transaction(async (tx) => tx.processes.insert({ ...row, startedAt: future, seenAt: future }));
    expect(await awaitRest(app, { quietMs: 300, patienceMs: 60_000 })).toEqual([]);
    expect(await awaitRest(app, { quietMs: 60_000, patienceMs: 300 })).toMatchObject([{ id: 'dead' }]);
    await opened.database.transaction((tx) => tx.processes.deleteWhere(INSTANCE, { op: 'present', field: 'seenAt' }));
  });

  it('leaves audit events of its switches, and none for what is so already', async () => {
    expect([await switchTo(true), await switchTo(true), await switchTo(false), await switchTo(false)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const events = await opened.database.auditEvents.find(INSTANCE, { sort: [{ field: 'at' }] });
    expect(events.slice(-2)).toMatchObject([
      { action: 'installation.made_read_only', actor: { kind: 'operator' }, details: { reason: 'it is moved' } },
      { action: 'installation.made_writable' },
    ]);
  });
});
