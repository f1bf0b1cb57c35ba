import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { releaseLease, runWhileLeased, takeLease } from '../../src/application/hold-lease.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const LEASE_MS = 10_000;

describe('a database lease', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  let nowMs = Date.parse('2030-01-01T00:00:00Z');
  let name: string;
  let names = 0;

  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database, { clock: { now: () => new Date(nowMs).toISOString() } });
    newName();
  });
  afterEach(newName);
  afterAll(() => opened.close());

  function newName(): void {
    name = `lease-${++names}`;
  }
  const take = (holder: string): Promise<boolean> => takeLease(app, name, holder, LEASE_MS);
  const holderOf = async (): Promise<string | undefined> => (await opened.database.leases.get(INSTANCE, name))?.holder;

  it('has one holder however many ask at once, when it is new and when it has run out', async () => {
    const holders = Array.from({ length: 8 }, (_, i) => `process-${i}`);
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(holders.map(take));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await holderOf()).toBe(holders[answers.indexOf(true)]);
      nowMs += LEASE_MS + 1;
    }
  });

  it('stays with its holder, who extends it, until it runs out', async () => {
    expect(await take('one')).toBe(true);
    for (let i = 0; i < 5; i++) {
      nowMs += LEASE_MS * 0.9;
      expect(await take('one')).toBe(true);
      expect(await take('two')).toBe(false);
    }
    nowMs += LEASE_MS + 1;
    expect(await take('two')).toBe(true);
    expect(await take('one')).toBe(false);
  });

  it('is free at once when its holder releases it, and not when somebody else does', async () => {
    await take('one');
    await releaseLease(app, name, 'two');
    expect(await take('two')).toBe(false);
    await releaseLease(app, name, 'one');
    nowMs += 1;
    expect(await take('two')).toBe(true);
  });

  describe('with work under it', () => {
    interface Loop {
      readonly rounds: { readonly signal: AbortSignal; readonly finish: () => void }[];
      readonly errors: unknown[];
      /** Resolves at the start of the next round. */
      nextRound(): Promise<void>;
      stop(): Promise<void>;
    }

    function startLoop(leaseMs = LEASE_MS): Loop {
      const stopping = new AbortController();
      const rounds: Loop['rounds'] = [];
      const errors: unknown[] = [];
      let heard = (): void => {};
      const work = (signal: AbortSignal): Promise<void> =>
        new Promise((finish) => {
          rounds.push({ signal, finish });
          heard();
        });
      const loop = { name, everyMs: 5, leaseMs, onError: (error: unknown) => errors.push(error) };
      const done = runWhileLeased(app, loop, work, stopping.signal);
      return {
        rounds,
        errors,
        nextRound: () =>
          new Promise((resolve) => {
            heard = resolve;
          }),
        stop: async () => {
          stopping.abort();
          for (const round of rounds) round.finish();
          await done;
        },
      };
    }

    it('runs in one process at a time, and in the other as soon as that one stops', async () => {
      const loops = [startLoop(), startLoop()];
      await Promise.race(loops.map((loop) => loop.nextRound()));
      const holder = loops.find((loop) => loop.rounds.length > 0);
      const other = loops.find((loop) => loop !== holder);
      if (!holder || !other) throw new Error('No loop got the lease');
      for (let i = 0; i < 5; i++) {
        const next = holder.nextRound();
        holder.rounds.at(-1)?.finish();
        await next;
      }
      expect(other.rounds).toHaveLength(0);
      const taken = other.nextRound();
      await holder.stop();
      nowMs += 1;
      await taken;
      await other.stop();
      expect([...holder.errors, ...other.errors]).toEqual([]);
    });

    it('is told by its signal when the loop stops and when the lease is lost', async () => {
      const loop = startLoop(40);
      await loop.nextRound();
      const [round] = loop.rounds;
      expect(round?.signal.aborted).toBe(false);
      const lost = new Promise((resolve) => round?.signal.addEventListener('abort', resolve));
      nowMs += 41;
      await takeLease(app, name, 'somebody else', 60_000);
      await lost;
      expect(await holderOf()).toBe('somebody else');
      await loop.stop();
      expect(await holderOf()).toBe('somebody else');
    });

    it('goes on after a round that failed', async () => {
      const stopping = new AbortController();
      const errors: unknown[] = [];
      let rounds = 0;
      const loop = { name, everyMs: 5, onError: (error: unknown) => errors.push(error) };
      await runWhileLeased(
        app,
        loop,
        async () => {
          rounds += 1;
          if (rounds === 1) throw new Error('a bad round');
          stopping.abort();
        },
        stopping.signal,
      );
      expect(rounds).toBe(2);
      expect(errors).toEqual([new Error('a bad round')]);
    });
  });
});
