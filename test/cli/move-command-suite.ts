import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { ensureBuilt, temporaryFolder } from '../support/running-service.ts';
import { createTestApplication } from '../support/test-application.ts';
import { until } from '../support/until.ts';
import type { MovedEngine, OpenedDatabase } from './move-data-suite.ts';

/** `MOVE_USERS=20000 MOVE_GROUPS=300` makes it a measurement. */
const USERS = Number(process.env.MOVE_USERS ?? 1_500);
const GROUPS = Number(process.env.MOVE_GROUPS ?? 30);
const AT_ONCE = 50;
const LIMIT_MS = 900_000;

interface Moved {
  readonly verified: boolean;
  readonly resumed: boolean;
  readonly documents: number;
  readonly collections: readonly { collection: string; documents: number; digest: string; same: boolean }[];
}

/** Runs `holdfast move-data` there and back: killed, interrupted with Ctrl-C, and taken up again. */
export function describeMoveCommand(from: MovedEngine, to: MovedEngine): void {
  describe(`holdfast move-data from ${from.name} to ${to.name} and back`, () => {
    const environment = { PATH: process.env.PATH, DATA_DIRECTORY: temporaryFolder(), LOG_LEVEL: 'warn' };
    let source: OpenedDatabase;
    let there: OpenedDatabase;
    let back: OpenedDatabase;
    let first: Moved;

    beforeAll(async () => {
      ensureBuilt();
      [source, there, back] = [await from.open(), await to.open(), await from.open()];
      await timed(`fill it with ${USERS} people and ${GROUPS} groups`, () => fill(source));
    }, LIMIT_MS);
    afterAll(async () => {
      for (const one of [source, there, back]) await one?.close();
    });

    const move = (a: OpenedDatabase, b: OpenedDatabase) => {
      const args = [
        join(projectRoot, 'dist/main/cli.js'),
        'move-data',
        '--from',
        a.url,
        '--to',
        'env:NEW_PLACE',
        '--json',
      ];
      return running(
        spawn(process.execPath, args, { env: { ...environment, NEW_PLACE: b.url }, stdio: ['ignore', 'pipe', 'pipe'] }),
      );
    };
    const copied = async ({ database }: OpenedDatabase) => {
      const record = await database.moves.get(INSTANCE, 'move');
      return Object.values(record?.progress ?? {}).reduce((sum, one) => sum + one.copied, 0);
    };

    it(
      'survives SIGKILL in the middle, goes on, stops at Ctrl-C, and goes on again',
      async () => {
        const killed = move(source, there);
        await until('some of it to be copied', async () => killed.goesOn() && (await copied(there)) > USERS / 2);
        killed.child.kill('SIGKILL');
        await killed.ended;
        const before = await copied(there);

        const interrupted = move(source, there);
        await until('more of it to be copied', async () => interrupted.goesOn() && (await copied(there)) > before);
        interrupted.child.kill('SIGINT');
        expect(await interrupted.ended).toBe(1);
        expect(interrupted.stderr()).toMatch(/going on after \d+ …/);
        expect(interrupted.stderr()).toMatch(
          /^holdfast: Stopped after \d+ of \d+ documents: run the same command again to go on; the source stays read-only\.$/m,
        );

        first = await timed(`finish the move to ${to.name}`, () => finished(move(source, there)));
        expect(first).toMatchObject({ verified: true, resumed: true });
        if (process.env.MOVE_USERS) console.info(`${first.documents} documents`);
        expect(await copied(there)).toBe(first.documents);
      },
      LIMIT_MS,
    );

    it(
      'carries it back with the same digests',
      async () => {
        const returned = await timed(`move it back to ${from.name}`, () => finished(move(there, back)));
        expect(returned).toMatchObject({ verified: true, resumed: false });
        const digests = ({ collections }: Moved) =>
          new Map(collections.map(({ collection, digest }) => [collection, digest]));
        const [a, b] = [digests(first), digests(returned)];
        // The switch to read-only leaves an audit event of its own on each source.
        for (const one of [a, b]) one.delete('auditEvents');
        expect(b).toEqual(a);
        expect(await back.database.auditEvents.countAcrossTenants()).toBe(
          (await source.database.auditEvents.countAcrossTenants()) + 1,
        );
      },
      LIMIT_MS,
    );
  });
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function running(child: Child) {
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const goesOn = (): true => {
    if (child.exitCode !== null) throw new Error(`It ended already: ${stderr}`);
    return true;
  };
  return { child, ended, goesOn, stdout: () => stdout, stderr: () => stderr };
}

async function finished({ ended, stdout, stderr }: ReturnType<typeof running>): Promise<Moved> {
  const code = await ended;
  expect({ code, stderr: stderr() }).toEqual({ code: 0, stderr: expect.not.stringMatching(/^holdfast:/m) });
  return JSON.parse(stdout()) as Moved;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  if (process.env.MOVE_USERS) console.info(`${what}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return result;
}

async function fill({ database }: OpenedDatabase): Promise<void> {
  const app = createTestApplication(database);
  await ensureInstance(app);
  const fixture = await createOrganizationFixture(app);
  const people = [];
  for (let i = 0; i < USERS; i += AT_ONCE) {
    const names = Array.from({ length: Math.min(AT_ONCE, USERS - i) }, (_, j) => `Person-${i + j}`);
    people.push(...(await Promise.all(names.map((name) => fixture.addUser(name)))));
  }
  const share = Math.ceil(people.length / GROUPS);
  for (let i = 0; i < GROUPS; i++) {
    const groupId = await fixture.addGroup(`Gruppe ${i} ä`, people.slice(i * share, (i + 1) * share));
    if (i < 5) await fixture.map({ by: 'group', groupId }, i === 0 ? 'admin' : 'auditor');
  }
  await fixture.settle();
  // Nobody of the first group, which holds every administrator, may go: the last one is held.
  await Promise.all(people.slice(0, share).map((person) => fixture.setActive(person, false)));
  await fixture.settle();
  expect(await fixture.openHolds()).toHaveLength(1);
}
