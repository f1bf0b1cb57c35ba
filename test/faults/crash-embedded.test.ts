import { describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { pushDisturbed } from './push-disturbed.ts';
import { startWholeInstallation } from './whole-installation.ts';

const PEOPLE = Number(process.env.CRASH_USERS ?? 300);
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
const SEED = seedFrom('CRASH_SEED');

jest.setTimeout(120_000 + PEOPLE * 100 + KILLS * 10_000);

describe(`the service with its embedded database, seed ${SEED}`, () => {
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
