import * as entraFlows from '../entra/entra.ts';
import * as oktaFlows from '../okta/okta.ts';
import { type Person, person } from './cast.ts';
import type { Progress } from './narrator.ts';
import { below, entraMembers, type JobView, oktaMembers, push, type Stage, settled } from './stage.ts';

export const OKTA_ADMINISTRATORS = 'Acme Administrators';
export const ENGINEERING = 'Engineering';
export const APOLLO_OWNERS = 'Apollo Owners';
export const ENTRA_ADMINISTRATORS = 'Directory Admins';
export const DESIGN = 'Design';
export const ALL_STAFF = 'All Staff';

const AT_ONCE = 6;

/** Both providers push everybody, then their groups: first empty, then with members, as they do. */
export async function initialSync(stage: Stage): Promise<void> {
  const { narrator, scene, users } = stage;
  narrator.chapter('Initial sync');
  const entraUsers = Math.max(4, Math.floor(users * 0.4));
  const oktaUsers = users - entraUsers;
  narrator.tell(
    `Okta pushes ${oktaUsers} people and 3 groups, Entra ${entraUsers} people and 3 groups, at the same time.`,
  );
  const started = Date.now();
  const progress = narrator.progress('Pushed', users + 6);
  const okta = Array.from({ length: oktaUsers }, (_, index) => person('okta', index));
  const entra = Array.from({ length: entraUsers }, (_, index) => person('entra', index));
  await Promise.all([pushPeople(stage, 'okta', okta, progress), pushPeople(stage, 'entra', entra, progress)]);
  const { people } = scene;
  const engineers = people.okta.slice(1, 1 + Math.ceil(oktaUsers / 2));
  const designers = people.entra.slice(0, Math.ceil(entraUsers / 2));
  await Promise.all([
    pushOktaGroups(stage, progress, [
      [OKTA_ADMINISTRATORS, people.okta.slice(0, 1)],
      [ENGINEERING, engineers],
      [APOLLO_OWNERS, people.okta.slice(-2)],
    ]),
    pushEntraGroups(stage, progress, [
      [ENTRA_ADMINISTRATORS, []],
      [DESIGN, designers],
      [ALL_STAFF, people.entra],
    ]),
  ]);
  progress.done();
  const pushed = Date.now();
  narrator.check('every sync job comes to rest', await settled(stage));
  narrator.tell(
    `${stage.okta.sent + stage.entra.sent} requests took ${seconds(pushed - started)}; everything was applied ${seconds(Date.now() - pushed)} later.`,
  );
  const overview = await stage.api.get<{ people: { active: number } }>(below(stage, '/overview'));
  narrator.check(`Acme has ${users} active members`, overview.people.active === users, overview.people);
  const jobs = await stage.api.list<JobView>(below(stage, '/sync-jobs'));
  const expected = users + 6 + 5;
  narrator.check(
    `each change left exactly one sync job (${users} people, 6 groups, 5 pushes of members), all applied`,
    jobs.length === expected && jobs.every((job) => job.state === 'applied'),
    `${jobs.length} jobs, ${jobs.filter((job) => job.state !== 'applied').length} not applied`,
  );
}

async function pushPeople(
  stage: Stage,
  provider: 'okta' | 'entra',
  people: readonly Person[],
  progress: Progress,
): Promise<void> {
  const flow = provider === 'okta' ? oktaFlows.assignUser : entraFlows.provisionUser;
  const ids = new Map<string, string>();
  const waiting = [...people];
  const pushNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { userId = '' } = await push(stage[provider], flow, { person: next });
      ids.set(next.email, userId);
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, pushNext));
  stage.scene.people[provider].push(...people.map((one) => ({ ...one, userId: ids.get(one.email) ?? '' })));
}

type Members = Stage['scene']['people']['okta'];

async function pushOktaGroups(stage: Stage, progress: Progress, groups: readonly [string, Members][]): Promise<void> {
  for (const [name, members] of groups) {
    const group = { name, externalId: name };
    const { groupId = '' } = await push(stage.okta, oktaFlows.createGroup, { group });
    stage.scene.groups.set(name, { ...group, groupId });
    await push(stage.okta, oktaFlows.pushWholeGroup, { group, groupId, members: oktaMembers(members) });
    progress.step();
  }
}

async function pushEntraGroups(stage: Stage, progress: Progress, groups: readonly [string, Members][]): Promise<void> {
  for (const [index, [name, members]] of groups.entries()) {
    const group = { name, externalId: `c0ffee00-0000-4000-8000-00000000000${index}` };
    const { groupId = '' } = await push(stage.entra, entraFlows.createGroup, { group });
    stage.scene.groups.set(name, { ...group, groupId });
    if (members.length > 0) {
      await push(stage.entra, entraFlows.addMembers, { groupId, members: entraMembers(members) });
    }
    progress.step();
  }
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
