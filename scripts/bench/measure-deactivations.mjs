import { setTimeout as delay } from 'node:timers/promises';
import { measureDeactivation } from './measure-deactivation.mjs';
import { keepPushing } from './push-groups.mjs';
import { milliseconds } from './report.mjs';
import { untilDrained } from './until-drained.mjs';

const LARGE = 10_000;
const DRAIN_MS = 60_000;
const DEACTIVATIONS_PER_SECOND = 50;
/** Slots of a worker as shipped, without the one for removals. */
const SLOTS = 4;

/** How long deactivations take until they are applied, alone and while pushes of large groups occupy the worker. */
export async function measureDeactivations({ installation, users, scale, figures, progress }) {
  const { view, announcing, organizationId } = installation;
  const accounts = await view.accounts();
  const people = users
    .filter(({ active }) => active)
    .map((user) => Object.assign(user, { accountId: accounts.get(user.id) }))
    .reverse();
  const measurement = {
    client: announcing.client,
    view,
    organizationId,
    perSecond: DEACTIVATIONS_PER_SECOND,
    durationMs: scale.deactivationMs,
  };
  const take = () => people.splice(0, Math.ceil((DEACTIVATIONS_PER_SECOND * scale.deactivationMs) / 1000) + 1);
  const record = (name, result) => {
    const { p50Ms, p95Ms, notApplied } = result;
    figures.push({ name: `Deactivation accepted → applied, ${name}: p50`, value: milliseconds(p50Ms), ...result });
    const met = p95Ms < 1_000 && notApplied === 0;
    figures.push({
      name: `Deactivation accepted → applied, ${name}: p95`,
      value: milliseconds(p95Ms),
      target: '< 1,000 ms',
      met,
    });
  };

  progress(`Deactivations at ${DEACTIVATIONS_PER_SECOND}/s`);
  await untilDrained(view, DRAIN_MS);
  record('alone', await measureDeactivation({ ...measurement, people: take() }));

  progress(`The same while pushes of ${LARGE.toLocaleString('en-US')} members occupy the other slots`);
  const userIds = users.slice(0, LARGE).map(({ id }) => id);
  const pushing = await keepPushing({ client: announcing.client, view, slots: SLOTS, userIds });
  await delay(500);
  let pushes;
  const stillPushing = async () => {
    pushes = await pushing.stop();
    return pushes;
  };
  record(
    `beside ${LARGE.toLocaleString('en-US')}-member pushes`,
    await measureDeactivation({ ...measurement, people: take(), stillPushing }),
  );
  progress(`${pushes.pushed} pushes; moments with a slot free: ${pushes.gaps}`);
}
