import * as entraFlows from '../entra/entra.ts';
import * as oktaFlows from '../okta/okta.ts';
import type { KnownPerson } from './cast.ts';
import { seconds } from './initial-sync.ts';
import { addMapping } from './map-groups.ts';
import { below, eventually, type JobView, oktaMembers, personOf, push, type Stage, settled, someone } from './stage.ts';

const READERS = 'Handbook Readers';
const ATTEMPTS = 5;

/** The worker dies in the middle of a push; afterwards nothing is missing and nothing happened twice. */
export async function killedWorker(stage: Stage): Promise<void> {
  const { narrator, scene } = stage;
  narrator.chapter('The worker is killed in the middle of a push');
  const group = { name: READERS, externalId: READERS };
  const { groupId = '' } = await push(stage.okta, oktaFlows.createGroup, { group });
  scene.groups.set(READERS, { ...group, groupId });
  await addMapping(stage, { group: READERS, role: 'viewer', scopeKind: 'project', scopeId: scene.projects.handbook });
  await settled(stage);

  const readers = await activePeople(stage);
  const since = new Date().toISOString();
  const caught = await killDuring(stage, readers.length, async () => {
    await push(stage.okta, oktaFlows.pushWholeGroup, { group, groupId, members: oktaMembers(readers) });
  });
  narrator.check('the worker got a SIGKILL while the push was under way', caught !== undefined);
  if (!caught) return;
  narrator.tell(`${caught.done ?? 0} of ${readers.length} people were decided when it died.`);

  const leaver = someone(scene.people.entra, 3);
  narrator.tell(`While no worker runs, Entra disables ${leaver.displayName}: the directory accepts that at once.`);
  await push(stage.entra, entraFlows.disableUser, { userId: leaver.userId });

  const started = Date.now();
  await stage.worker.start();
  narrator.tell('A new worker starts.');
  const rests = await eventually(async () => (await jobOf(stage, caught.id)).state === 'applied');
  await settled(stage);
  narrator.check(`it finishes what the dead one began, ${seconds(Date.now() - started)} later`, rests);
  await checkOnce(stage, caught.id, readers, since);
  const view = await personOf(stage, leaver.email);
  narrator.check(`${leaver.givenName} is suspended`, view.state === 'suspended', view);
}

/** Pushes, watches the job and kills the worker once it has decided about some people but not all. */
async function killDuring(stage: Stage, people: number, send: () => Promise<void>): Promise<JobView | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const before = new Set((await membersJobs(stage)).map((job) => job.id));
    await send();
    const job = (await membersJobs(stage)).find((one) => !before.has(one.id));
    if (!job) return undefined;
    let seen = job;
    while (['queued', 'running'].includes(seen.state) && (seen.done ?? 0) < people / 3)
      seen = await jobOf(stage, job.id);
    await stage.worker.kill();
    const after = await jobOf(stage, job.id);
    if (after.state === 'running') return after;
    // It was faster than the kill: take everybody out and let it do the work again.
    await stage.worker.start();
    const { groupId = '', name = READERS } = stage.scene.groups.get(READERS) ?? {};
    await push(stage.okta, oktaFlows.pushWholeGroup, { group: { name }, groupId, members: [] });
    await settled(stage);
  }
  return undefined;
}

const membersJobs = (stage: Stage): Promise<JobView[]> =>
  stage.api.list(below(stage, '/sync-jobs?kind=group_members_changed'));

const jobOf = (stage: Stage, id: string): Promise<JobView> => stage.api.get(below(stage, `/sync-jobs/${id}`));

async function activePeople({ api, scene, ...stage }: Stage): Promise<KnownPerson[]> {
  const active = await api.list<{ email: string; state: string }>(
    below({ api, scene, ...stage }, '/people?state=active'),
  );
  const emails = new Set(active.map((one) => one.email));
  return scene.people.okta.filter((one) => emails.has(one.email));
}

/** Every person has the role once, was decided once, and was written to the audit log once. */
async function checkOnce(stage: Stage, jobId: string, readers: readonly KnownPerson[], since: string): Promise<void> {
  const { narrator, api, scene } = stage;
  const expected = readers.length;
  const grants = await api.list<{ accountId: string }>(
    below(stage, `/grants?scopeKind=project&scopeId=${scene.projects.handbook}`),
  );
  narrator.check(
    `nothing is missing and nothing is there twice: ${expected} people, ${expected} grants`,
    grants.length === expected && new Set(grants.map((grant) => grant.accountId)).size === expected,
    `${grants.length} grants`,
  );
  const outcomes = await api.list<{ accountId: string; verdict: string }>(below(stage, `/sync-jobs/${jobId}/outcomes`));
  narrator.check(
    'the sync job tells of each person once',
    outcomes.length === expected && outcomes.every((outcome) => outcome.verdict === 'applied'),
    `${outcomes.length} outcomes`,
  );
  const events = await api.list<{ jobId?: string; target?: { id: string } }>(
    below(stage, `/audit-events?action=access.changed&from=${encodeURIComponent(since)}`),
  );
  const told = events.filter((event) => event.jobId === jobId).map((event) => event.target?.id);
  narrator.check(
    'and so does the audit log',
    told.length === expected && new Set(told).size === expected,
    `${told.length} events`,
  );
}
