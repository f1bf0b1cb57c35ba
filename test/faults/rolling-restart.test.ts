import { describe, expect, it, jest } from '@jest/globals';
import { DirectoryPush } from './directory-push.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';
import { startFleet } from './fleet.ts';
import { pushEverything } from './push-script.ts';
import { createPushTarget, type PushTarget } from './push-target.ts';
import { type ScimAnswer, ScimSession } from './scim-session.ts';

const ROUNDS = Number(process.env.RESTART_ROUNDS ?? 1);
const PEOPLE = 30;

jest.setTimeout(120_000 + ROUNDS * 60_000);

/** Notes every answer that is neither a success nor a 503 that says when to come back. */
class StrictSession extends ScimSession {
  readonly failures: string[] = [];
  askedToWait = 0;

  override async attempt(method: string, path: string, body?: object): Promise<ScimAnswer | undefined> {
    const answer = await super.attempt(method, path, body);
    if (answer?.status === 503 && answer.retryAfter !== null) this.askedToWait++;
    else if (!answer || answer.status >= 300) this.failures.push(`${method} ${path}: ${answer?.status ?? 'no answer'}`);
    return answer;
  }
}

describe(`two API processes behind a balancer and two workers, each restarted in turn, ${ROUNDS} times`, () => {
  it('fail no request of a steady load and lose no change', async () => {
    const fleet = await startFleet({ api: 2, workers: 2 });
    try {
      const exits: (number | null)[] = [];
      let isRolling = true;
      const rolling = (async () => {
        for (let restart = 0; restart < fleet.size * ROUNDS; restart++) {
          exits.push(await fleet.restart(restart % fleet.size));
        }
      })().finally(() => {
        isRolling = false;
      });

      const pushed: (readonly [PushTarget, StrictSession, DirectoryPush])[] = [];
      const load = async (): Promise<void> => {
        while (isRolling) {
          const target = await createPushTarget(fleet.app);
          const session = new StrictSession(`${fleet.balancer.url}/scim/v2`, target.token);
          const push = new DirectoryPush(session);
          pushed.push([target, session, push]);
          await pushEverything(push, PEOPLE);
        }
      };
      await Promise.all([load(), rolling]);

      const sum = (count: (session: StrictSession) => number): number =>
        pushed.reduce((total, [, session]) => total + count(session), 0);
      console.info(
        `${exits.length} restarts under ${sum((session) => session.requests)} requests, of which ${sum((session) => session.askedToWait)} were told to come back; they were answered by ${[...fleet.balancer.answered.values()].join(' and ')}`,
      );
      expect(pushed.flatMap(([, session]) => session.failures)).toEqual([]);
      for (const [target, session, push] of pushed) await expectNothingLost(fleet.app, target, session, push);
      expect(exits).toEqual(exits.map(() => 0));
      expect(fleet.balancer.broken).toEqual([]);
      expect(fleet.errors()).toEqual([]);
      expect(Math.min(...fleet.balancer.answered.values())).toBeGreaterThan(0);
    } finally {
      await fleet.close();
    }
  });
});
