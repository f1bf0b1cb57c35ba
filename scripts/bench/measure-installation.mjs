import { setTimeout as delay } from 'node:timers/promises';
import { compareThroughput } from './compare-throughput.mjs';
import { measureDeactivation } from './measure-deactivation.mjs';
import { addMember, operations } from './operations.mjs';
import { createGroups, createPeople, restoreGroups } from './prepare-people.mjs';
import { keepPushing } from './push-groups.mjs';
import { megabytes, milliseconds, rate } from './report.mjs';
import { residentMegabytes } from './resident-memory.mjs';

const LANES = 16;
const LARGE_LANES = 4;
const LARGE = 10_000;
const DRAIN_MS = 60_000;
const DEACTIVATIONS_PER_SECOND = 50;
/** Slots of a worker as shipped, without the one for removals. */
const SLOTS = 4;

/** Takes every measurement in turn; `throughput` are the comparisons, `figures` single numbers with their targets. */
export async function measureInstallation({ installation, scale, options, progress }) {
  const { view, announcing } = installation;
  const throughput = [];
  const figures = [];

  progress(`Creating ${scale.users.toLocaleString('en-US')} people over SCIM, with no worker`);
  const users = await createPeople(announcing.client, scale.users, LANES);
  await drainBacklog({ installation, users, figures, progress });

  progress('Creating groups, and the tables of the bare server');
  const targets = await createTargets({ installation, users });
  const isWanted = (operation) => options.runs(operation.isRead ? 'reads' : 'writes');
  for (const operation of operations.filter(isWanted)) {
    progress(operation.name);
    const chosen = operation.isRead
      ? [targets.bare, { ...targets.announcing, name: 'Holdfast' }]
      : [targets.bare, targets.silent, targets.announcing];
    const { rounds, roundMs } = scale;
    const results = await compareThroughput({
      operation,
      targets: chosen,
      rounds,
      durationMs: roundMs,
      lanes: LANES,
      serverPid: view.serverPid,
    });
    throughput.push(judged(operation, results));
  }
  if (options.runs('groups')) await compareGroupSizes({ targets, view, scale, throughput, figures, progress });

  await view.discardBacklog();
  if (!options.runs('worker') && !options.runs('deactivation')) return { throughput, figures };
  const worker = await installation.startWorker();
  await view.untilDrained(DRAIN_MS);
  if (options.runs('worker')) await compareBesideWorker({ targets, view, scale, throughput, progress });
  if (options.runs('deactivation')) {
    await measureDeactivations({ installation, users, scale, figures, progress });
  }
  await worker.stop();
  return { throughput, figures };
}

/** Starts a worker on the backlog of one job per person; takes the memory of both processes when it is done. */
async function drainBacklog({ installation, users, figures, progress }) {
  const { view, announcing } = installation;
  progress('Applying their sync jobs: a worker starts on the backlog');
  const before = await view.backlog();
  const worker = await installation.startWorker();
  const startedAt = performance.now();
  const left = await view.untilDrained(DRAIN_MS);
  const perSecond = (before - left) / ((performance.now() - startedAt) / 1000);
  figures.push({
    name: `Backlog of ${before.toLocaleString('en-US')} single-person jobs, applied by one worker`,
    value: rate(perSecond),
    measured: perSecond,
    target: '≥ 500/s',
    met: perSecond >= 500,
  });
  const serve = residentMegabytes(announcing.pid);
  const working = residentMegabytes(worker.pid);
  const name = `Resident memory after ${users.length.toLocaleString('en-US')} users`;
  for (const [process, measured] of [
    ['serve', serve],
    ['worker', working],
    ['serve and worker', serve + working],
  ]) {
    const value = megabytes(measured);
    figures.push({ name: `${name}: ${process}`, value, measured, target: '< 300 MB', met: measured < 300 });
  }
  await worker.stop();
}

async function createTargets({ installation, users }) {
  const { view, bare, announcing, silent } = installation;
  const small = await createGroups(announcing.client, { name: 'Small', lanes: LANES, members: 10, users });
  const large = await createGroups(announcing.client, { name: 'Large', lanes: LARGE_LANES, members: LARGE, users });
  const ids = await view.createBareTables(users.map(({ name }) => name));
  const bareUsers = users.map(({ name }, index) => ({ id: ids[index], name, active: true }));
  const bareGroups = (groups) => groups.map(({ id, next }) => ({ id, added: [], next }));
  await view.vacuum();
  const restoreBareGroups = async (groups) => {
    for (const group of groups) group.added = [];
    await view.emptyBareMembers();
  };
  const groups = { small, large };
  return {
    bare: {
      name: 'bare Express',
      client: bare.client,
      pid: bare.pid,
      users: bareUsers,
      groups: { small: bareGroups(small), large: bareGroups(large) },
      restoreGroups: restoreBareGroups,
    },
    silent: holdfastTarget('Holdfast, not enqueueing', silent, users, groups),
    announcing: holdfastTarget('Holdfast, enqueueing', announcing, users, groups),
  };
}

const holdfastTarget = (name, { client, pid }, users, groups) => ({
  name,
  client,
  pid,
  users,
  groups,
  restoreGroups: (touched) => restoreGroups(client, touched),
});

function judged(operation, results) {
  const wants = [undefined, operation.target, operation.targetAnnounced];
  return {
    operation: operation.name,
    results: results.map((result, index) => {
      const wanted = wants[index];
      return {
        ...result,
        isBase: index === 0,
        ...(wanted !== undefined && { wanted, met: result.ratio >= wanted }),
      };
    }),
  };
}

/** Adding one member to a small group against adding one to a large group, both on the process that does not enqueue. */
async function compareGroupSizes({ targets, view, scale, throughput, figures, progress }) {
  progress('Adding one member to groups of 10 and of 10,000');
  const { silent } = targets;
  const lanesOf = (size) => ({ ...silent, name: `group of ${size === 'small' ? '10' : '10,000'}`, size });
  const operation = {
    name: 'PATCH group, add one member, by size of the group (4 clients)',
    requests: (target, lanes) => addMember('', target.size).requests(target, lanes),
    restore: (target) => target.restoreGroups(target.groups[target.size].slice(0, LARGE_LANES)),
  };
  const { rounds, roundMs } = scale;
  const results = await compareThroughput({
    operation,
    targets: [lanesOf('small'), lanesOf('large')],
    rounds,
    durationMs: roundMs,
    lanes: LARGE_LANES,
    serverPid: view.serverPid,
  });
  const [small, large] = results;
  const factor = small.perSecond / large.perSecond;
  throughput.push({
    operation: operation.name,
    results: results.map((result, index) => ({ ...result, isBase: index === 0 })),
  });
  figures.push({
    name: 'Adding a member to a group of 10,000 takes as long as to one of 10, times',
    value: (1 / large.ratio).toFixed(2),
    measured: 1 / large.ratio,
    factor,
    target: '≤ 1.20',
    met: 1 / large.ratio <= 1.2,
  });
}

/** The writes again with a worker beside them: after each round the backlog it left is counted and worked off. */
async function compareBesideWorker({ targets, view, scale, throughput, progress }) {
  for (const operation of operations.filter(({ isRead }) => !isRead)) {
    progress(`${operation.name}, with a worker beside it`);
    const results = await compareThroughput({
      operation,
      targets: [targets.bare, { ...targets.announcing, name: 'Holdfast and a worker' }],
      rounds: scale.rounds,
      durationMs: scale.workerRoundMs,
      lanes: LANES,
      serverPid: view.serverPid,
      afterEach: async (target, run) => {
        if (target.client === targets.bare.client) return undefined;
        const backlog = await view.backlog();
        await view.untilDrained(DRAIN_MS);
        return { backlog, accepted: run.count };
      },
    });
    throughput.push({
      operation: `${operation.name}, with a worker beside it`,
      results: results.map((result, index) => ({
        ...result,
        isBase: index === 0,
        ...(result.notes.length > 0 && { note: backlogNote(result.notes) }),
      })),
    });
  }
}

const backlogNote = (notes) => {
  const sum = (key) => notes.reduce((total, note) => total + note[key], 0);
  return `backlog ${Math.round((sum('backlog') / sum('accepted')) * 100)} % of what was accepted`;
};

async function measureDeactivations({ installation, users, scale, figures, progress }) {
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
  await view.untilDrained(DRAIN_MS);
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
