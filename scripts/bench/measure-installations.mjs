import { createTargets } from './create-targets.mjs';
import { compareWorkers, drainCreations } from './measure-backlog.mjs';
import { compareBulk } from './measure-bulk.mjs';
import { measureDeactivations } from './measure-deactivations.mjs';
import { measureGroups } from './measure-groups.mjs';
import { compareBesideWorker, compareOperations } from './measure-operations.mjs';
import { createPeople } from './prepare-people.mjs';
import { untilDrained } from './until-drained.mjs';

const LANES = 16;
const DRAIN_MS = 60_000;

/**
 * Takes every measurement in turn, on all installations; throughputs are interleaved. Returns the comparisons
 * (`throughput`) and, for each installation, single numbers with their targets (`figures`).
 */
export async function measureInstallations({ installations, scale, options, progress }) {
  const subjects = installations.map((installation) => ({ installation, figures: [] }));
  const each = async (work) => {
    for (const subject of subjects) {
      const { engine } = subject.installation;
      await work(subject, subjects.length > 1 ? (text) => progress(`${engine.title}: ${text}`) : progress);
    }
  };
  const throughput = [];

  await each(async (subject, progress) => {
    const { installation, figures } = subject;
    progress(`Creating ${scale.users.toLocaleString('en-US')} people over SCIM, with no worker`);
    subject.users = await createPeople(installation.announcing.client, scale.users, LANES);
    progress('Applying their sync jobs: a worker starts on the backlog');
    await drainCreations({ installation, users: subject.users, figures });
  });
  if (options.runs('workers')) {
    await each(({ installation, users, figures }, progress) => {
      progress('Applying suspensions and restorations with one and with two workers');
      return compareWorkers({ installation, users, lanes: LANES, figures });
    });
  }
  await each(async (subject, progress) => {
    progress('Creating groups, and the tables of the bare server');
    subject.targets = await createTargets({ ...subject, lanes: LANES });
  });

  const partOf = ({ isRead, isList }) => (isRead ? 'reads' : isList ? 'lists' : 'writes');
  const isWanted = (operation) => options.runs(partOf(operation)) && operation.name.includes(options.operation);
  throughput.push(...(await compareOperations({ subjects, scale, lanes: LANES, isWanted, progress })));
  if (options.runs('bulk')) {
    await each(({ installation, users, figures }, progress) =>
      compareBulk({ installation, users, rounds: scale.rounds, figures, progress }),
    );
  }
  if (options.runs('worker') || options.runs('deactivation')) {
    throughput.push(...(await measureWithWorkers({ subjects, each, scale, options, progress })));
  }
  // Last: it leaves five times as many people behind as the rest is measured with.
  if (options.runs('groups')) throughput.push(await measureGroups({ subjects, scale, progress }));
  return { throughput, figures: subjects.map(({ figures }) => figures) };
}

async function measureWithWorkers({ subjects, each, scale, options, progress }) {
  await each(async (subject) => {
    await subject.installation.view.discardBacklog();
    subject.worker = await subject.installation.startWorker();
    await untilDrained(subject.installation.view, DRAIN_MS);
  });
  // First those that look at how long something takes: throughput leaves work behind for the database.
  if (options.runs('deactivation')) {
    await each(({ installation, users, figures }, progress) =>
      measureDeactivations({ installation, users, scale, figures, progress }),
    );
  }
  const compared = options.runs('worker') ? await compareBesideWorker({ subjects, scale, lanes: LANES, progress }) : [];
  await each(({ worker }) => worker.stop());
  return compared;
}
