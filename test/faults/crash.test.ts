import { describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { pushDisturbed } from './push-disturbed.ts';
import { type Part, startSeparateProcesses } from './separate-processes.ts';

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

  it('the queue is emptied while jobs run: every job is still applied, once', async () => {
    const random = new SeededRandom(SEED);
    const processes = await startSeparateProcesses();
    let lost = 0;
    try {
      const pushed = await pushDisturbed(processes, { people: PEOPLE, times: KILLS, random }, async (index) => {
        const ledger = index % 2 === 1;
        lost += await processes.emptyQueue({ ledger });
        if (ledger) await processes.crash('api', 'worker');
      });
      console.info(`Emptied ${KILLS} times, ${lost} queue entries lost: ${JSON.stringify(pushed)}`);
    } finally {
      await processes.close();
    }
  });
});
