import type { Command } from 'commander';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findAccount, organizationOf } from '../command-line/find-things.ts';
import type { OperatorInput } from '../command-line/operator.ts';
import { facts, type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';

interface OneFlags extends OutputFlags {
  readonly organization?: string;
}

type HoldQuery = NonNullable<OperatorInput<'listHolds'>['query']>;

export const registerHolds = (program: Command): void => {
  const holds = group(program, 'holds', 'refused removals of last administrators: list, show, complete, discard');
  command(holds, 'list', 'list holds, of every organization unless one is named')
    .option('--organization <slug>', 'slug or id')
    .option('--state <states...>', 'open (default), completed, superseded, discarded')
    .action(list);
  command(holds, 'show <hold>', 'show a hold with everything that wanted the change')
    .option('--organization <slug>', 'slug or id')
    .action(show);
  command(holds, 'complete <hold>', 'make somebody else administrator and let the held change through')
    .requiredOption('--make-administrator <e-mail>', 'who becomes administrator')
    .option('--reason <text>', 'why, for the audit log')
    .option('--organization <slug>', 'slug or id')
    .action(complete);
  command(holds, 'discard <hold>', 'keep the administrator for a while')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option('--days <days>', 'for how long, 30 at most', '7')
    .option('--organization <slug>', 'slug or id')
    .action(discard);
};

const list = (flags: OneFlags & { state?: string[] }) =>
  withOperator('holds list', async (operator) => {
    const { organization } = flags;
    const query: HoldQuery = flags.state ? { state: flags.state as NonNullable<HoldQuery['state']> } : {};
    const items = await everyPage((page) =>
      organization === undefined
        ? operator.run('listAllHolds', { query: { ...query, ...page } })
        : operator.run('listHolds', { params: { organization }, query: { ...query, ...page } }),
    );
    await print(flags, items, (all) =>
      table(
        ['Opened', 'State', 'Organization', 'Person', 'Wanted by', 'Id'],
        all.map((hold) => [
          time(hold.openedAt),
          hold.state,
          hold.organization?.slug ?? 'instance',
          hold.person.email ?? hold.person.accountId,
          hold.causes.at(-1)?.summary,
          hold.id,
        ]),
        'There are no such holds.',
      ),
    );
  });

const show = (holdId: string, flags: OneFlags) =>
  withOperator('holds show', async (operator) => {
    const organization = await ownerOf(operator, holdId, flags);
    const hold = await operator.run('getHold', { params: { organization, holdId } });
    await print(flags, hold, () =>
      [
        facts([
          ['Hold', hold.id],
          ['State', hold.state],
          ['Person', hold.person.email],
          ['Role', `administrator of ${hold.scope.kind} ${hold.scope.name ?? hold.scope.id}`],
          ['Opened', time(hold.openedAt)],
          ['Closed', time(hold.closedAt)],
          ['Reason', hold.closedBy?.reason],
        ]),
        '',
        hold.explanation,
        '',
        table(
          ['At', 'Wanted by', 'Sync job'],
          hold.causes.map((cause) => [time(cause.at), cause.summary, cause.jobId]),
        ),
      ].join('\n'),
    );
  });

const complete = (holdId: string, flags: OneFlags & { makeAdministrator: string; reason?: string }) =>
  withOperator('holds complete', async (operator) => {
    const organization = await ownerOf(operator, holdId, flags);
    const { id: makeAdministrator } = await findAccount(operator, flags.makeAdministrator);
    const hold = await operator.run('completeHold', {
      params: { organization, holdId },
      body: { makeAdministrator, ...(flags.reason !== undefined && { reason: flags.reason }) },
    });
    await print(
      flags,
      hold,
      () => `${flags.makeAdministrator} is administrator now; the held change is on its way and closes the hold.`,
    );
  });

const discard = (holdId: string, flags: OneFlags & { reason: string; days: string }) =>
  withOperator('holds discard', async (operator) => {
    const organization = await ownerOf(operator, holdId, flags);
    const body = { reason: flags.reason, days: Number(flags.days) };
    const hold = await operator.run('discardHold', { params: { organization, holdId }, body });
    await print(flags, hold, () => `${hold.person.email ?? 'The person'} stays administrator for ${flags.days} days.`);
  });

const ownerOf = (operator: Parameters<typeof organizationOf>[0], holdId: string, flags: OneFlags): Promise<string> =>
  organizationOf(operator, operator.app.database.holds, 'hold', holdId, flags.organization);
