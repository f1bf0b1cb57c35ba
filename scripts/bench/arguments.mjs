import { parseArgs } from 'node:util';
import { mongo } from './engines/mongo.mjs';
import { postgres } from './engines/postgres.mjs';

export const usage = `npm run bench -- [--quick] [--json FILE] [--only PART]… [--profile DIRECTORY] [--engine ENGINE]
                  [--operation TEXT]

  --quick              five short rounds, a minute or two; the numbers scatter more
  --json FILE          writes all results there as well
  --operation TEXT     of the reads, lists and writes, only those whose name holds this text
  --only PART          runs some parts: reads, lists, writes, groups, bulk, workers, worker, deactivation; workers (a backlog worked
                       off by one and by two processes) runs on PostgreSQL alone only when it is named
  --profile DIRECTORY  writes a CPU profile of every measured process there
  --engine ENGINE      postgres (the default), mongo (MongoDB and Redis), or both, taking turns, with a table of the
                       one against the other`;

const PARTS = ['reads', 'lists', 'writes', 'groups', 'bulk', 'workers', 'worker', 'deactivation'];
const ENGINES = { postgres: [postgres], mongo: [mongo], both: [postgres, mongo] };

/** What to do; throws an Error with one sentence for what cannot be done. */
export function readArguments(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true },
      profile: { type: 'string' },
      engine: { type: 'string', default: 'postgres' },
      operation: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!Object.hasOwn(ENGINES, values.engine)) {
    throw new Error(`There is no engine ${values.engine}: the engines are ${Object.keys(ENGINES).join(', ')}.`);
  }
  const unknown = (values.only ?? []).filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}: the parts are ${PARTS.join(', ')}.`);
  const parts = new Set(values.only ?? PARTS.filter((part) => part !== 'workers' || values.engine !== 'postgres'));
  return { ...values, engines: ENGINES[values.engine], runs: (part) => parts.has(part) };
}

/** Everything is bounded in time: these are the bounds. */
export const scaleOf = ({ quick }) =>
  quick
    ? { users: 20_000, rounds: 5, roundMs: 800, workerRoundMs: 800, deactivationMs: 6_000 }
    : { users: 20_000, rounds: 7, roundMs: 2_000, workerRoundMs: 1_500, deactivationMs: 20_000 };
