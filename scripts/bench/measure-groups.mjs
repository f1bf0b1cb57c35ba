import { v7 } from 'uuid';
import { compareThroughput } from './compare-throughput.mjs';
import { groupBody, patchMembers, userBody } from './directory.mjs';
import { addMember } from './operations.mjs';
import { createGroups } from './prepare-people.mjs';
import { megabytes, milliseconds } from './report.mjs';
import { residentMegabytes } from './resident-memory.mjs';
import { median } from './statistics.mjs';

const LANES = 4;
const HUGE = 100_000;
const BULK = 1_000;
const SIZES = { small: '10', large: '10,000', huge: '100,000' };
/** Of the members of a group of 10,000, how many a replacement exchanges. */
const EXCHANGED = 5;
const ROUNDS = 15;
const LOOK_MS = 10;

/** Groups of up to 100,000 members: what a change costs by size, what replacing all costs, what reading all takes. */
export async function measureGroups({ subjects, scale, progress }) {
  for (const { installation, targets, users } of subjects) {
    progress(`Creating people until there are ${HUGE.toLocaleString('en-US')}, and groups of as many`);
    const everybody = await withMorePeople(installation.silent.client, users);
    const huge = await createGroups(installation.silent.client, {
      name: 'Huge',
      lanes: LANES,
      members: HUGE,
      users: everybody,
    });
    await installation.view.discardBacklog();
    await installation.view.settle();
    for (const target of [targets.silent, ...targets.bares]) {
      const own = target.isBase ? huge.map((group) => ({ ...group, added: [] })) : huge;
      target.groups.huge = own;
      target.everybody = everybody;
    }
  }
  const compared = await compareSizes({ subjects, scale, progress });
  for (const subject of subjects) {
    progress('Replacing the members of a group of 10,000 of which ten differ, and adding ten');
    await compareReplacing(subject);
    progress(`Reading a group of ${HUGE.toLocaleString('en-US')}`);
    await measureReading(subject);
  }
  return compared;
}

async function withMorePeople(client, users) {
  const everybody = [...users];
  // Those that are added to the huge groups, too.
  const wanted = HUGE + 20_000;
  while (everybody.length < wanted) {
    const names = Array.from({ length: Math.min(BULK, wanted - everybody.length) }, () => v7());
    const Operations = names.map((name) => ({ method: 'POST', path: '/Users', bulkId: name, data: userBody(name) }));
    const answer = await client.call('POST', '/Bulk', { Operations });
    for (const { bulkId, location } of answer.Operations)
      everybody.push({ id: location.split('/').at(-1), name: bulkId });
  }
  return everybody;
}

/** Adding one member to groups of three sizes, on the process that does not enqueue, beside the bare server. */
async function compareSizes({ subjects, scale, progress }) {
  progress('Adding one member to groups of 10, of 10,000 and of 100,000');
  const bySize = ({ targets: { silent } }, size) => ({ ...silent, size, name: `Holdfast, group of ${SIZES[size]}` });
  const bare = ({ targets: { bares } }) => bares.map((one) => ({ ...one, size: 'huge' }));
  const operation = {
    name: 'PATCH group, add one member, by size of the group (4 clients)',
    requests: (target) => addMember('', target.size).requests({ ...target, users: target.everybody }),
    restore: (target) => target.restoreGroups(target.groups[target.size].slice(0, LANES)),
  };
  const results = await compareThroughput({
    operation,
    targets: subjects.flatMap((subject) => [
      ...bare(subject),
      ...Object.keys(SIZES).map((size) => bySize(subject, size)),
    ]),
    rounds: scale.rounds,
    durationMs: scale.roundMs,
    lanes: LANES,
  });
  for (const { installation, figures } of subjects) {
    const own = results.filter(({ engine, isBase }) => engine === installation.engine.name && !isBase);
    for (const one of own) {
      one.wanted = installation.engine.hasTargets ? 0.5 : undefined;
      one.met = installation.engine.hasTargets ? one.ratiosTo[0] >= 0.5 : undefined;
    }
    const [small] = own;
    const factors = own.map(({ rates }) => median(rates.map((rate, round) => small.rates[round] / rate)));
    const measured = Math.max(...factors) / Math.min(...factors);
    figures.push({
      name: 'Adding a member to groups of 10, 10,000 and 100,000: the slowest to the fastest, times',
      value: measured.toFixed(2),
      measured,
      factors,
      target: '≤ 1.20',
      met: measured <= 1.2,
    });
  }
  return { operation: operation.name, results };
}

/** One client: the time to add ten members, and to send all 10,000 of which five are new and five are missing. */
async function compareReplacing({ targets: { silent }, users, figures }) {
  const { client } = silent;
  const size = 10_000;
  const [group] = await createGroups(client, { name: `Replaced ${v7()}`, lanes: 1, members: size, users });
  const [other] = await createGroups(client, { name: `Grown ${v7()}`, lanes: 1, members: size, users });
  const path = `/Groups/${group.id}`;
  const times = { add: [], replace: [], replaceUnread: [] };
  let next = size;
  const replaceFrom = (round, query) => {
    const shift = round * EXCHANGED;
    const members = users.slice(shift, shift + size).map(({ id }) => id);
    return client.call('PUT', path + query, groupBody(group.name, members));
  };
  for (let round = 1; round <= ROUNDS; round++) {
    const ten = users.slice(next, next + 10).map(({ id }) => id);
    next += 10;
    times.add.push(await seconds(() => client.call('PATCH', `/Groups/${other.id}`, patchMembers('add', ten))));
    times.replace.push(await seconds(() => replaceFrom(2 * round, '')));
    times.replaceUnread.push(await seconds(() => replaceFrom(2 * round + 1, '?excludedAttributes=members')));
  }
  const add = median(times.add);
  figures.push({ name: 'Adding ten members to a group of 10,000', value: `${(add * 1000).toFixed(1)} ms` });
  for (const [name, list] of [
    ['Replacing its 10,000 members, of which ten differ, as times adding ten', times.replaceUnread],
    ['The same, answered with all members', times.replace],
  ]) {
    const measured = median(list) / add;
    const target = list === times.replaceUnread ? { target: '< 10', met: measured < 10 } : {};
    figures.push({
      name,
      value: `${measured.toFixed(1)} (${(median(list) * 1000).toFixed(1)} ms)`,
      measured,
      ...target,
    });
  }
}

async function measureReading({ targets: { silent }, figures }) {
  const [group] = silent.groups.huge;
  const before = residentMegabytes(silent.pid);
  let most = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, residentMegabytes(silent.pid));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  const taken = await seconds(async () => {
    const { status } = await silent.client.send({ method: 'GET', path: `/Groups/${group.id}` });
    if (status !== 200) throw new Error(`Reading the group was answered ${status}`);
  });
  isOver = true;
  await watching;
  figures.push({ name: 'Reading a group of 100,000 members', value: milliseconds(taken * 1000) });
  figures.push({ name: 'Resident memory of serve before that', value: megabytes(before) });
  figures.push({ name: 'Resident memory of serve meanwhile, at most', value: megabytes(most) });
}

async function seconds(work) {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
