import type { Command } from 'commander';
import type { Role, Scope } from '../../domain/access/role.ts';
import { roleName } from '../../domain/access/role-name.ts';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findAccount, findConnection, organizationOf } from '../command-line/find-things.ts';
import type { OperatorInput } from '../command-line/operator.ts';
import { facts, type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';
import { Refused } from '../errors.ts';

interface ListFlags extends OutputFlags {
  readonly organization: string;
  readonly state?: string[];
  readonly connection?: string;
  readonly person?: string;
  readonly limit: string;
}

interface OneFlags extends OutputFlags {
  readonly organization?: string;
}

type JobQuery = NonNullable<OperatorInput<'listSyncJobs'>['query']>;

export const registerJobs = (program: Command): void => {
  const jobs = group(program, 'jobs', 'sync jobs: list, show, retry');
  command(jobs, 'list', 'list sync jobs, newest first')
    .requiredOption('--organization <slug>', 'slug or id')
    .option('--state <states...>', 'only these: queued, running, applied, partly_applied, held, refused, failed, …')
    .option('--connection <connection>', 'only those of this connection (id or name)')
    .option('--person <e-mail>', 'only those that decided about this person')
    .option('--limit <number>', 'how many at most', '50')
    .action(list);
  command(jobs, 'show <job>', 'show a sync job, what was asked and what became of each person')
    .option('--organization <slug>', 'slug or id')
    .action(show);
  command(jobs, 'retry <job>', 'put a failed sync job back into the queue (a held one: see "holdfast holds")')
    .option('--organization <slug>', 'slug or id')
    .action(retry);
};

const list = (flags: ListFlags) =>
  withOperator('jobs list', async (operator) => {
    const { organization } = flags;
    const limit = Number(flags.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new Refused('--limit takes a whole number from 1.');
    const connection =
      flags.connection === undefined ? undefined : await findConnection(operator, flags.connection, organization);
    const person = flags.person === undefined ? undefined : await findAccount(operator, flags.person);
    const query: JobQuery = {
      ...(flags.state && { state: flags.state as NonNullable<JobQuery['state']> }),
      ...(connection && { connectionId: connection.id }),
      ...(person && { personId: person.id }),
    };
    const items = await everyPage(
      (page) => operator.run('listSyncJobs', { params: { organization }, query: { ...query, ...page } }),
      limit,
    );
    await print(flags, items, (all) =>
      table(
        ['Accepted', 'State', 'What', 'People', 'Id'],
        all.map((job) => [time(job.createdAt), job.state, job.summary, peopleOf(job.counts), job.id]),
        'There are no such sync jobs.',
      ),
    );
  });

const peopleOf = (counts: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(counts)
    .map(([verdict, number]) => `${number} ${verdict}`)
    .join(', ');

const show = (jobId: string, flags: OneFlags) =>
  withOperator('jobs show', async (operator) => {
    const { syncJobs } = operator.app.database;
    const organization = await organizationOf(operator, syncJobs, 'sync job', jobId, flags.organization);
    const params = { organization, jobId };
    const job = await operator.run('getSyncJob', { params });
    const outcomes = await everyPage((page) => operator.run('listSyncJobOutcomes', { params, query: page }));
    await print(flags, { ...job, outcomes }, () =>
      [
        facts([
          ['Job', job.id],
          ['What', job.summary],
          ['State', job.state],
          ['Accepted', time(job.createdAt)],
          ['Finished', time(job.finishedAt)],
          ['Connection', job.connectionName],
          ['Group', job.groupName],
          ['User', job.userName],
          ['Request', job.requestId],
          ['Error', job.error],
        ]),
        '',
        table(
          ['Person', 'Verdict', 'Roles', 'Membership', 'Guard'],
          outcomes.map((one) => [
            one.email ?? one.accountId,
            one.verdict,
            one.roles.map(changeOfRole).join(', '),
            one.membershipBefore === one.membershipAfter
              ? one.membershipAfter
              : `${one.membershipBefore ?? 'none'} → ${one.membershipAfter ?? 'none'}`,
            one.guard,
          ]),
          'It decided about nobody yet.',
        ),
        ...(job.request === undefined ? [] : ['', JSON.stringify(job.request, null, 2)]),
      ].join('\n'),
    );
  });

interface RoleChange {
  readonly scope: Scope & { readonly name?: string | undefined };
  readonly before?: Role | undefined;
  readonly after?: Role | undefined;
}

function changeOfRole({ scope, before, after }: RoleChange): string {
  const name = (role: Role | undefined) => (role ? roleName(scope.kind, role) : 'none');
  const change = before === after ? name(after) : `${name(before)} → ${name(after)}`;
  return `${scope.kind} ${scope.name ?? scope.id}: ${change}`;
}

const retry = (jobId: string, flags: OneFlags) =>
  withOperator('jobs retry', async (operator) => {
    const { syncJobs } = operator.app.database;
    const organization = await organizationOf(operator, syncJobs, 'sync job', jobId, flags.organization);
    const job = await operator.run('retrySyncJob', { params: { organization, jobId } });
    await print(flags, job, ({ state }) => `The sync job is ${state} again.`);
  });
