import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import { redeemOneTimeLink } from '../../src/application/accounts/redeem-one-time-link.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { eq } from '../../src/application/ports/query.ts';
import { interleave, type Racer } from '../support/interleave.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { watchLocks } from '../support/watch-locks.ts';

let opened: TestDatabase;
let locks: Awaited<ReturnType<typeof watchLocks>>;
let app: TestApplication;

beforeAll(async () => {
  opened = await openTestDatabase();
  locks = await watchLocks(opened.url);
  app = createTestApplication(opened.database);
});
afterAll(async () => {
  await locks.close();
  await opened.close();
});

const password = 'correct horse battery';

async function redeeming(email: string, link?: { id: string; secret: string }): Promise<Racer> {
  const { firstAdministratorLink } = await ensureInstance(app);
  const used = link ?? firstAdministratorLink;
  if (!used) throw new Error('There is an administrator already');
  const { id, secret } = used;
  const purpose = 'create_first_administrator';
  return {
    heldAt: 'account-change:before-commit',
    run: (held) => redeemOneTimeLink(held, { purpose, id, secret, email, password, requestId: 'r' }),
  };
}

const refusals = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.name] : []));

it('a link used twice at the same moment works once', async () => {
  const { firstAdministratorLink: link } = await ensureInstance(app);
  const [one, two] = [await redeeming('a@x.example', link), await redeeming('a@x.example', link)];
  expect(refusals(await interleave(app, one, two, locks.isAnybodyWaiting))).toEqual(['LinkNotUsable']);
  expect(await opened.database.sessions.count(INSTANCE)).toBe(1);
  await opened.database.transaction(async (tx) => {
    await tx.roleGrants.deleteWhere(INSTANCE, eq('role', 'instance_admin'));
  });
});

it('of two links used at the same moment one makes the first administrator', async () => {
  const [one, two] = [await redeeming('b@x.example'), await redeeming('c@x.example')];
  expect(refusals(await interleave(app, one, two, locks.isAnybodyWaiting))).toEqual(['NotAllowedNow']);
  expect(await opened.database.roleGrants.count(INSTANCE)).toBe(1);
});
