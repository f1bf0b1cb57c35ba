import type { Command } from 'commander';
import { addMs } from '../../domain/instant.ts';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findConnection, findDirectoryUser } from '../command-line/find-things.ts';
import { parseHours } from '../command-line/parse-duration.ts';
import { facts, type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';

interface Flags extends OutputFlags {
  readonly connection: string;
  readonly organization?: string;
}

export const registerToken = (program: Command): void => {
  const token = group(program, 'token', 'tokens of connections: create, rotate, list, revoke');
  const one = (name: string, description: string) =>
    command(token, name, description)
      .requiredOption('--connection <connection>', 'its id; with --organization also its name')
      .option('--organization <slug>', 'slug or id');

  one('create', 'make a further token, for the whole connection or for one person')
    .option('--person <user>', 'bind it to one user of the connection, by userName or id: it reaches /Me only')
    .option('--expires-in <time>', 'when it stops working: 12h, 90d; never without it')
    .action((flags: Flags & { person?: string; expiresIn?: string }) =>
      withOperator('token create', async (operator) => {
        const hours = flags.expiresIn === undefined ? undefined : parseHours(flags.expiresIn, '--expires-in');
        const connection = await findConnection(operator, flags.connection, flags.organization);
        const person = flags.person && (await findDirectoryUser(operator, connection, flags.person));
        const issued = await operator.run('createConnectionToken', {
          params: { organization: connection.tenant, connectionId: connection.id },
          body: {
            ...(person && { directoryUserId: person.id }),
            ...(hours !== undefined && { expiresAt: addMs(operator.app.clock.now(), hours * 3_600_000) }),
          },
        });
        await print(flags, issued, ({ token: secret, directoryUser, expiresAt }) =>
          [
            facts([
              ['Token', secret],
              ['Speaks for', directoryUser ? `${directoryUser.userName}, at /Me only` : connection.name],
              ['Expires', time(expiresAt) ?? 'never'],
            ]),
            '\nIt is not shown again.',
          ].join('\n'),
        );
      }),
    );

  one('rotate', 'make a new token; the others go on working for a while')
    .option('--overlap <time>', 'how long the others go on working: 90m, 24h, 7d, 0', '24h')
    .action((flags: Flags & { overlap: string }) =>
      withOperator('token rotate', async (operator) => {
        const overlapHours = parseHours(flags.overlap, '--overlap');
        const connection = await findConnection(operator, flags.connection, flags.organization);
        const params = { organization: connection.tenant, connectionId: connection.id };
        const issued = await operator.run('rotateConnectionToken', { params, body: { overlapHours } });
        await print(flags, issued, ({ token: secret }) =>
          [
            facts([['Token', secret]]),
            `\nIt is not shown again. Other tokens of ${connection.name} work for another ${flags.overlap}.`,
          ].join('\n'),
        );
      }),
    );

  one('list', 'list the tokens of a connection').action((flags: Flags) =>
    withOperator('token list', async (operator) => {
      const connection = await findConnection(operator, flags.connection, flags.organization);
      const params = { organization: connection.tenant, connectionId: connection.id };
      const items = await everyPage((page) => operator.run('listConnectionTokens', { params, query: page }));
      await print(flags, items, (all) =>
        table(
          ['Id', 'Speaks for', 'State', 'Created', 'Expires', 'Last used'],
          all.map((each) => [
            each.id,
            each.directoryUser?.userName ?? 'the connection',
            each.endedReason ? `${each.state}: person deleted` : each.state,
            time(each.createdAt),
            time(each.expiresAt) ?? 'never',
            time(each.lastUsedAt) ?? 'never',
          ]),
        ),
      );
    }),
  );

  one('revoke <token>', 'revoke a token at once, by its id').action((tokenId: string, flags: Flags) =>
    withOperator('token revoke', async (operator) => {
      const connection = await findConnection(operator, flags.connection, flags.organization);
      await operator.run('revokeConnectionToken', {
        params: { organization: connection.tenant, connectionId: connection.id, tokenId },
      });
      await print(flags, { tokenId, state: 'revoked' }, () => `Revoked the token ${tokenId}.`);
    }),
  );
};
