import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import { type MoveOptions, moveInstallation } from '../../src/application/moving/move-installation.ts';
import { assertNoUnfinishedMove } from '../../src/application/moving/move-record.ts';
import { MoveRefused, MoveStopped } from '../../src/application/moving/move-refused.ts';
import { startHeartbeat } from '../../src/application/operation/heartbeat.ts';
import { WriteGate } from '../../src/application/operation/write-gate.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import type { Database } from '../../src/application/ports/database.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';

export interface OpenedDatabase {
  readonly database: Database;
  readonly url: string;
  close(): Promise<void>;
}

export interface MovedEngine {
  readonly name: string;
  /** A migrated, empty database nobody else uses. */
  open(): Promise<OpenedDatabase>;
}

/** Documents enough to be stopped in the middle of a collection. */
const EVENTS = 1_700;

/** Moves an installation from one engine to another and, at the end, back again. */
export function describeMove(from: MovedEngine, to: MovedEngine): void {
  describe(`moving an installation from ${from.name} to ${to.name}`, () => {
    let source: OpenedDatabase;
    let app: TestApplication;
    const opened: OpenedDatabase[] = [];
    const openTarget = async (engine = to): Promise<Database> => {
      const target = await engine.open();
      opened.push(target);
      return target.database;
    };

    beforeAll(async () => {
      source = await from.open();
      app = createTestApplication(source.database);
      await fillInstallation(app);
    });
    afterEach(async () => {
      await makeWritable(source.database);
      for (const target of opened.splice(0)) await target.close();
    });
    afterAll(() => source.close());

    it('carries every document with its id, tenant and version, and back again', async () => {
      const there = await openTarget();
      const result = await moveInstallation(app, there, options());
      expect(result).toMatchObject({ verified: true, resumed: false });
      const counts = Object.fromEntries(result.collections.map((each) => [each.collection, each.documents]));
      expect(counts).toMatchObject({ instance: 1, organizations: 2, directoryGroups: 2, holds: 1 });
      expect(counts.auditEvents).toBeGreaterThan(EVENTS);

      const back = await openTarget(from);
      const returned = await moveInstallation(createTestApplication(there), back, options());
      expect(returned.verified).toBe(true);
      const digests = ({ collections }: typeof result) =>
        collections.map(({ collection, digest }) => [collection, digest]);
      const audited = (pair: unknown[]) => pair[0] !== 'auditEvents';
      expect(digests(returned).filter(audited)).toEqual(digests(result).filter(audited));
    });

    it('leaves the source read-only and the target open for work', async () => {
      const target = await openTarget();
      await moveInstallation(app, target, options());
      expect(await source.database.operatingMode.get(INSTANCE, INSTANCE)).toMatchObject({
        readOnly: true,
        reason: 'it was moved to another database',
      });
      expect(await target.operatingMode.get(INSTANCE, INSTANCE)).toBeUndefined();
      await assertNoUnfinishedMove(target);
      await fillInstallation(createTestApplication(target));
    });

    it('goes on where it was stopped or killed, as often as that happens', async () => {
      const target = await openTarget();
      let documents = 0;
      let runs = 0;
      const stopping = new AbortController();
      const stopAfterOnePage = () => stopping.abort();
      await expect(
        moveInstallation(app, target, options({ advances: stopAfterOnePage }, { signal: stopping.signal })),
      ).rejects.toBeInstanceOf(MoveStopped);
      await expect(assertNoUnfinishedMove(target)).rejects.toBeInstanceOf(MoveRefused);
      for (; ; runs++) {
        let pages = 0;
        const dieAtThirdPage = (count: number) => {
          documents += count;
          if (++pages === 3) throw new Error('killed');
        };
        const result = await moveInstallation(app, target, options({ advances: dieAtThirdPage })).catch(String);
        if (typeof result === 'object') throw new Error('It verifies in more than two pages');
        const move = await target.moves.get(INSTANCE, 'move');
        if (Object.values(move?.progress ?? {}).every(({ done }) => done)) break;
      }
      expect(runs).toBeGreaterThan(4);
      expect(documents).toBeLessThan(3 * EVENTS);
      const result = await moveInstallation(app, target, options());
      expect(result).toMatchObject({ verified: true, resumed: true });
    });

    it('refuses a target that holds something, and leaves that as it is', async () => {
      const target = await openTarget();
      await target.transaction(async (tx) => tx.teams.insert({ id: 'a', tenant: 't', name: 'Own', createdAt: 'x' }));
      await expect(moveInstallation(app, target, options())).rejects.toThrow(/target is not empty \(teams/);
      expect(await target.teams.count('t')).toBe(1);
      expect(await target.moves.get(INSTANCE, 'move')).toBeUndefined();
      expect(await source.database.operatingMode.get(INSTANCE, INSTANCE)).not.toMatchObject({ readOnly: true });
    });

    it('refuses the source itself, what was moved already, and the target of another move', async () => {
      await expect(moveInstallation(app, source.database, options())).rejects.toThrow(/source itself or a copy/);
      const target = await openTarget();
      await moveInstallation(app, target, options());
      await expect(moveInstallation(app, target, options())).rejects.toThrow(/holds this installation already/);
      const other = createTestApplication(await openTarget());
      await ensureInstance(other);
      const unfinished = await openTarget();
      await expect(moveInstallation(other, unfinished, options({ advances: fail }))).rejects.toThrow('killed');
      await expect(moveInstallation(app, unfinished, options())).rejects.toThrow(/another installation/);
    });

    it('refuses a source without an installation', async () => {
      const empty = createTestApplication(await openTarget());
      await expect(moveInstallation(empty, await openTarget(), options())).rejects.toThrow(/nothing to move/);
    });

    it('refuses a source on which processes run, unless they have come to rest in read-only mode', async () => {
      const gate = new WriteGate({ readMode: () => source.database.operatingMode.get(INSTANCE, INSTANCE) });
      const heart = await startHeartbeat(app, {
        process: { id: 'p1', kind: 'serve', host: 'far-away', pid: 4711, release: '1.0.0' },
        gate,
        onError: (error) => app.errors.push(error),
      });
      try {
        const target = await openTarget();
        await expect(moveInstallation(app, target, options())).rejects.toThrow(
          'Holdfast runs on the source (serve on far-away (process 4711)): stop it, or switch it to read-only with "holdfast read-only on".',
        );
        await switchMode(source.database, true);
        const result = await moveInstallation(app, target, options({}, { quietMs: 3_000 }));
        expect(result.verified).toBe(true);
        expect(gate.isAtRest).toBe(true);
      } finally {
        await heart.stop();
      }
    });

    it('says when source and target differ, and begins anew when told to', async () => {
      const target = await openTarget();
      const [user] = await source.database.directoryUsers.findAcrossTenants({ limit: 1 });
      if (!user) throw new Error('There is no user');
      const changed = { ...user, version: user.version + 1, userName: 'changed@acme.example' };
      let restored = false;
      const changeAfterCopy = (step: string) => {
        if (step !== 'verify' || restored) return;
        restored = true;
        void target.transfer.restore('directoryUsers', [changed]);
      };
      const result = await moveInstallation(app, target, options({ begins: changeAfterCopy }));
      expect(result.verified).toBe(false);
      expect(result.collections.filter(({ same }) => !same).map(({ collection }) => collection)).toEqual([
        'directoryUsers',
      ]);
      await expect(assertNoUnfinishedMove(target)).rejects.toBeInstanceOf(MoveRefused);
      expect((await moveInstallation(app, target, options())).verified).toBe(false);
      expect(await moveInstallation(app, target, options({}, { startOver: true }))).toMatchObject({
        verified: true,
        resumed: false,
      });
    });
  });
}

const fail = (): never => {
  throw new Error('killed');
};

function options(watch: Partial<MoveOptions['watch']> = {}, changes: Partial<MoveOptions> = {}): MoveOptions {
  const ignore = () => {};
  return {
    alone: false,
    quietMs: 30,
    from: 'the source',
    startOver: false,
    signal: new AbortController().signal,
    watch: { waiting: ignore, begins: ignore, collection: ignore, advances: ignore, ...watch },
    ...changes,
  };
}

/** People, groups, jobs, a hold and audit events, by the real use cases; and many more events. */
async function fillInstallation(app: TestApplication): Promise<void> {
  await ensureInstance(app);
  const fixture = await createOrganizationFixture(app);
  const people = [];
  for (const name of ['ana', 'Bo', 'Çağla', 'dörte']) people.push(await fixture.addUser(name));
  const [ana, ...others] = people;
  if (!ana) throw new Error('There is nobody');
  await fixture.addGroup('Everybody', people);
  const admins = await fixture.addGroup('Admins', [ana]);
  await fixture.map({ by: 'group', groupId: admins }, 'admin');
  await fixture.settle();
  await fixture.setActive(ana, false);
  for (const other of others) await fixture.setActive(other, false);
  await fixture.settle();
  await createOrganizationFixture(app);
  const event = { tenant: fixture.tenant, at: app.clock.now(), action: 'test.done', outcome: 'done' } as const;
  await app.database.transaction(async (tx) =>
    tx.auditEvents.insertMany(
      Array.from({ length: EVENTS }, (_, i) => ({
        ...event,
        id: app.newId(),
        actor: { kind: 'system', part: 'test' },
        details: { i, 'Größe.in $': [null, i / 3, { $deep: `ß👩‍🚀${i}` }] },
      })),
    ),
  );
}

const makeWritable = (database: Database): Promise<void> => switchMode(database, false);

async function switchMode(database: Database, readOnly: boolean): Promise<void> {
  const mode = { id: INSTANCE, tenant: INSTANCE, version: 1, readOnly, since: new Date().toISOString() };
  await database.transfer.restore('operatingMode', [mode]);
}
