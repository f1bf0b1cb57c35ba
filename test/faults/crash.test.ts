import { describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { truncateQueueTables } from './empty-queue.ts';
import { pushDisturbed } from './push-disturbed.ts';
import { type Part, startSeparateProcesses } from './separate-processes.ts';
import { startWholeInstallation } from './whole-installation.ts';

const PEOPLE = Number(process.env.CRASH_USERS ?? 300);
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
const SEED = seedFrom('CRASH_SEED');

/** The first kills meet each of these once, the others any. */
const VICTIMS: readonly [readonly Part[], ...(readonly Part[])[]] = [['api'], ['worker'], ['api', 'worker']];

jest.setTimeout(120_000 + PEOPLE * 100 + KILLS * 10_000);

describe(`a sync of ${PEOPLE} people, disturbed ${KILLS} times, seed ${SEED}`, () => {
  it('API and worker are killed: nothing is lost, nothing happens twice', async () => {
    const random = new SeededRandom(SEED);
    const processes = await startSeparateProcesses();
    try {
      const pushed = await pushDisturbed(processes, { people: PEOPLE, times: KILLS, random }, (index) =>
        processes.crash(...(VICTIMS[index] ?? random.pick(VICTIMS))),
      );
      console.info(`Killed ${KILLS} times: ${JSON.stringify(pushed)}`);
      expect(pushed.cutOff).toBeGreaterThan(0);
    } finally {
      await processes.close();
    }
  });

  it('the queue’s tables are emptied while jobs run: every job is still applied, once', async () => {
    const random = new SeededRandom(SEED);
    const processes = await startSeparateProcesses();
    let lost = 0;
    try {
      const pushed = await pushDisturbed(processes, { people: PEOPLE, times: KILLS, random }, async (index) => {
        const ledger = index % 2 === 1;
        lost += await truncateQueueTables(processes.databaseUrl, { ledger });
        if (ledger) await processes.crash('api', 'worker');
      });
      console.info(`Emptied ${KILLS} times, ${lost} queue entries lost: ${JSON.stringify(pushed)}`);
    } finally {
      await processes.close();
    }
  });

  it('everything is killed at once, the embedded database too: the next start recovers all that was answered', async () => {
    const times = Math.ceil(KILLS / 6);
    const people = Math.ceil(PEOPLE / 5);
    const installation = await startWholeInstallation();
    try {
      const random = new SeededRandom(SEED);
      const pushed = await pushDisturbed(installation, { people, times, random }, () => installation.crash());
      console.info(`Killed whole ${times} times: ${JSON.stringify(pushed)}`);
      const [first, ...later] = installation.outputs();
      expect(first).not.toMatch(/Recovered/);
      expect(later).toHaveLength(times);
      for (const output of later) expect(output).toMatch(/Recovered .*not stopped properly/);
    } finally {
      await installation.close();
    }
  });
});
