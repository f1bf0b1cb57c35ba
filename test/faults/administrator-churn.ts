import type { Application } from '../../src/application/application.ts';
import type { SeededRandom } from '../support/seeded-random.ts';
import { until } from '../support/until.ts';
import { usableAdministratorsOf } from '../support/usable-administrators-of.ts';
import type { DirectoryPush } from './directory-push.ts';
import { ADMINISTRATOR_GROUP } from './push-script.ts';
import type { PushTarget } from './push-target.ts';

const GROUP = 'administrators';
const PEOPLE = ['one', 'two', 'three', 'four'];

/** Gives an organization its administrators, and waits until it has one. */
export async function pushAdministrators(app: Application, target: PushTarget, push: DirectoryPush): Promise<void> {
  for (const person of PEOPLE) await push.createUser(person);
  await push.createGroup(GROUP, ADMINISTRATOR_GROUP);
  await push.replaceMembers(GROUP, PEOPLE);
  await until('a first administrator', async () => (await usableAdministratorsOf(app, target.tenant)).length > 0);
}

/**
 * Takes the role from all administrators at once and from some, deactivates and reactivates them, one change after the
 * other, until `isOver`. In the end everybody is out of the group: one of them has to be held.
 */
export async function churnAdministrators(
  push: DirectoryPush,
  random: SeededRandom,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const person = PEOPLE[random.below(PEOPLE.length)] ?? '';
    if (random.next() < 0.25) await push.setActive(person, !push.users.get(person)?.active);
    else if (random.next() < 0.3) await replace(push, []);
    else await replace(push, random.pick([PEOPLE, [person], PEOPLE.filter((other) => other !== person)]));
  }
  for (const person of PEOPLE) if (!push.users.get(person)?.active) await push.setActive(person, true);
  await replace(push, PEOPLE);
  await replace(push, []);
}

/** What changes nothing leaves no job. */
async function replace(push: DirectoryPush, members: readonly string[]): Promise<void> {
  const present = push.groups.get(GROUP)?.members ?? new Set();
  const isSame = members.length === present.size && members.every((member) => present.has(member));
  if (!isSame) await push.replaceMembers(GROUP, members);
}
