import type { Command } from 'commander';
import { recoverAdmin } from '../../application/access/recover-admin.ts';
import { ensureInstance } from '../../application/accounts/ensure-instance.ts';
import { oneTimeLinkUrl } from '../../application/accounts/one-time-link.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import { roleName } from '../../domain/access/role-name.ts';
import { command } from '../command-line/command.ts';
import { findAccount } from '../command-line/find-things.ts';
import type { Operator } from '../command-line/operator.ts';
import { facts, type OutputFlags, print, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';
import { Refused } from '../errors.ts';

export const registerWhy = (program: Command): void => {
  command(program, 'why', 'why does this person have these roles?')
    .requiredOption('--organization <slug>', 'slug or id')
    .requiredOption('--account <e-mail>', 'e-mail or account id')
    .action((flags: OutputFlags & { organization: string; account: string }) =>
      withOperator('why', async (operator) => {
        const params = { organization: flags.organization, person: flags.account };
        const why = await operator.run('explainPerson', { params });
        await print(flags, why, ({ email, membership, roles }) =>
          [
            facts([
              ['Person', email],
              ['Membership', membership ? `${membership.state} since ${time(membership.since)}` : 'none'],
              ['Because', membership?.cause && causeOf(membership.cause)],
            ]),
            ...roles.flatMap(({ scope, role, grants, holdId }) => [
              '',
              `${scope.kind} ${scope.name ?? scope.id}: ${role ? roleName(scope.kind, role) : 'no role in effect'}`,
              ...(grants.length > 0
                ? grants.map((grant) => `  – ${grant.sentence}`)
                : ['  – by the membership itself']),
              ...grants.flatMap(({ jobId, jobSummary, requestId }) =>
                jobId
                  ? [`    sync job ${jobId}${jobSummary ? ` (${jobSummary})` : ''}, request ${requestId ?? '?'}`]
                  : [],
              ),
              ...(holdId ? [`  – kept by hold ${holdId}: see "holdfast holds show ${holdId}"`] : []),
            ]),
          ].join('\n'),
        );
      }),
    );
};

interface Cause {
  readonly by: string;
  readonly connectionName?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly email?: string | undefined;
  readonly reason?: string | undefined;
}

const causeOf = ({ by, connectionName, connectionId, email, reason }: Cause): string =>
  by === 'connection'
    ? `connection ${connectionName ?? connectionId} said so`
    : `${email ?? 'an operator'} did it${reason ? `: ${reason}` : ''}`;

export const registerLink = (program: Command): void => {
  command(
    program,
    'link',
    'make a new one-time link: for an account to set its password, or for the first administrator',
  )
    .option('--email <e-mail>', 'whose; without it, the link that creates the first instance administrator')
    .action((flags: OutputFlags & { email?: string }) =>
      withOperator('link', async (operator) => {
        const link = flags.email === undefined ? await firstLink(operator) : await passwordLink(operator, flags.email);
        await print(flags, link, ({ url, expiresAt }) => `${url}\n\nIt works once, until ${time(expiresAt)}.`);
      }),
    );
};

async function passwordLink(operator: Operator, email: string) {
  const { id: accountId } = await findAccount(operator, email);
  return await operator.run('createSetPasswordLink', { params: { accountId } });
}

async function firstLink(operator: Operator) {
  const { firstAdministratorLink: link } = await ensureInstance(operator.app);
  if (!link) throw new Refused('There is an instance administrator already: name the account with --email.');
  return { url: oneTimeLinkUrl(operator.baseUrl, link), expiresAt: link.expiresAt };
}

export const registerRecoverAdmin = (program: Command): void => {
  command(
    program,
    'recover-admin',
    'make somebody administrator of a scope that has lost its own; prints a one-time link',
  )
    .option('--organization <slug>', 'slug or id of the organization')
    .option('--instance', 'of the instance itself')
    .requiredOption('--email <e-mail>', 'who; the account is created or unlocked when needed')
    .action((flags: OutputFlags & { organization?: string; instance?: true; email: string }) =>
      withOperator('recover-admin', async (operator) => {
        if ((flags.organization === undefined) === (flags.instance === undefined)) {
          throw new Refused('Give --organization or --instance.');
        }
        const organization =
          flags.organization === undefined ? undefined : await operator.organization(flags.organization);
        const { accountId, created } = await recoverAdmin(operator.app, {
          organizationId: organization?.id ?? INSTANCE,
          email: flags.email,
        });
        const link = await operator.run('createSetPasswordLink', { params: { accountId } });
        await print(flags, { accountId, created, link }, () =>
          [
            `${flags.email} is administrator of ${organization?.name ?? 'the instance'} now${created ? ' (the account is new)' : ''}.`,
            `\nTo set a password, once, until ${time(link.expiresAt)}:\n${link.url}`,
          ].join('\n'),
        );
      }),
    );
};
