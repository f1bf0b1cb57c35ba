import { patchActive } from './directory.mjs';
import { megabytes, rate } from './report.mjs';
import { residentMegabytes } from './resident-memory.mjs';
import { untilDrained } from './until-drained.mjs';

const DRAIN_MS = 60_000;
const REST_MS = 600_000;
const PEOPLE = 5_000;

/** Starts a worker on the backlog of one job per person; takes the memory of both processes when it is done. */
export async function drainCreations({ installation, users, figures }) {
  const { view, announcing } = installation;
  const before = await view.backlog();
  const worker = await installation.startWorker();
  const startedAt = performance.now();
  const left = await untilDrained(view, REST_MS);
  // Whoever was not reached could not be deactivated later.
  if (left > 0) throw new Error(`${left} of ${before} jobs were not applied within ${REST_MS / 1000} s`);
  const perSecond = before / ((performance.now() - startedAt) / 1000);
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

/**
 * The same work for one and for two workers: suspending people and restoring them. Two halves of the people, in the order
 * one, two, two, one, so that neither has only the first or only the last turns.
 */
export async function compareWorkers({ installation, users, lanes, figures }) {
  const { silent } = installation;
  // What the creations left over would be counted here.
  await drainWith(installation, 1, REST_MS);
  const halves = [users.slice(0, PEOPLE), users.slice(PEOPLE, 2 * PEOPLE)];
  const totals = { 1: { jobs: 0, seconds: 0 }, 2: { jobs: 0, seconds: 0 } };
  const turns = [
    { people: halves[0], active: false, workers: 1 },
    { people: halves[1], active: false, workers: 2 },
    { people: halves[0], active: true, workers: 2 },
    { people: halves[1], active: true, workers: 1 },
  ];
  for (const { people, active, workers } of turns) {
    await setActive(silent.client, people, active, lanes);
    const drained = await drainWith(installation, workers);
    totals[workers].jobs += drained.jobs;
    totals[workers].seconds += drained.seconds;
  }
  const rates = [1, 2].map((workers) => totals[workers].jobs / totals[workers].seconds);
  const name = `Backlogs of ${PEOPLE.toLocaleString('en-US')} suspensions and restorations, applied by`;
  figures.push({ name: `${name} one worker`, value: rate(rates[0]), measured: rates[0] });
  figures.push({ name: `${name} two workers`, value: rate(rates[1]), measured: rates[1] });
}

async function drainWith(installation, count, limitMs = DRAIN_MS) {
  const { view } = installation;
  const starting = Array.from({ length: count }, (_, index) => installation.startWorker(index + 1));
  const workers = await Promise.all(starting);
  const startedAt = performance.now();
  const before = await view.backlog();
  const left = await untilDrained(view, limitMs, 20);
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(workers.map((worker) => worker.stop()));
  return { jobs: before - left, seconds };
}

async function setActive(client, people, active, lanes) {
  let next = 0;
  const one = async () => {
    for (let user = people[next++]; user !== undefined; user = people[next++]) {
      await client.call('PATCH', `/Users/${user.id}`, patchActive(active));
      user.active = active;
    }
  };
  await Promise.all(Array.from({ length: lanes }, one));
}
