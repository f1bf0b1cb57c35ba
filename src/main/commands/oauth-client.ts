import type { Command } from 'commander';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findConnection } from '../command-line/find-things.ts';
import type { Operator } from '../command-line/operator.ts';
import { parseHours } from '../command-line/parse-duration.ts';
import { facts, type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';

interface Flags extends OutputFlags {
  readonly connection: string;
  readonly organization?: string;
}

interface SecretFlags extends Flags {
  readonly expires?: string;
}

export const registerOauthClient = (program: Command): void => {
  const clients = group(program, 'oauth-client', 'OAuth clients of connections: create, list, rotate, revoke');
  const one = (name: string, description: string) =>
    command(clients, name, description)
      .requiredOption('--connection <connection>', 'its id; with --organization also its name')
      .option('--organization <slug>', 'slug or id');

  one('create', 'make a client id and secret for a provider that prefers OAuth 2.0 client credentials')
    .requiredOption('--name <name>', 'what to call it')
    .option('--lifetime <time>', 'how long an access token works: 15m, 1h, 24h', '1h')
    .option('--expires <time>', 'when the secret stops working, as 2027-01-31T00:00:00Z; never without it')
    .action((flags: SecretFlags & { name: string; lifetime: string }) =>
      withOperator('oauth-client create', async (operator) => {
        const tokenLifetimeSeconds = Math.round(parseHours(flags.lifetime, '--lifetime') * 3600);
        const params = await connectionParams(operator, flags);
        const body = { name: flags.name, tokenLifetimeSeconds, ...expiresAt(flags) };
        const issued = await operator.run('createOauthClient', { params, body });
        await print(flags, issued, (created) =>
          [
            `Created the OAuth client ${created.name}. Enter this in the identity provider:\n`,
            secretFacts(created),
            `\nThe secret is not shown again. The client’s id here is ${created.id}.`,
          ].join('\n'),
        );
      }),
    );

  one('list', 'list the OAuth clients of a connection').action((flags: Flags) =>
    withOperator('oauth-client list', async (operator) => {
      const params = await connectionParams(operator, flags);
      const items = await everyPage((page) => operator.run('listOauthClients', { params, query: page }));
      await print(flags, items, (all) =>
        table(
          ['Id', 'Name', 'State', 'Secrets', 'Secret ends', 'Last used'],
          all.map(({ id, name, state, secrets, lastUsedAt }) => [
            id,
            name,
            state,
            secrets.filter((secret) => secret.state === 'active').length,
            time(secrets[0]?.expiresAt) ?? 'never',
            time(lastUsedAt) ?? 'never',
          ]),
          'There are no OAuth clients: create one with "holdfast oauth-client create".',
        ),
      );
    }),
  );

  one('rotate <client>', 'make a new secret of a client, by its id; the others go on working for a while')
    .option('--overlap <time>', 'how long the others go on working: 90m, 24h, 7d, 0', '24h')
    .option('--expires <time>', 'when the new secret stops working; never without it')
    .action((oauthClientId: string, flags: SecretFlags & { overlap: string }) =>
      withOperator('oauth-client rotate', async (operator) => {
        const overlapHours = parseHours(flags.overlap, '--overlap');
        const params = { ...(await connectionParams(operator, flags)), oauthClientId };
        const body = { overlapHours, ...expiresAt(flags) };
        const issued = await operator.run('rotateOauthClientSecret', { params, body });
        await print(flags, issued, (rotated) =>
          [
            secretFacts(rotated),
            `\nThe secret is not shown again. Other secrets of ${rotated.name} work for another ${flags.overlap}.`,
          ].join('\n'),
        );
      }),
    );

  one('revoke <client>', 'revoke a client and its access tokens at once, by its id').action(
    (oauthClientId: string, flags: Flags) =>
      withOperator('oauth-client revoke', async (operator) => {
        const params = { ...(await connectionParams(operator, flags)), oauthClientId };
        await operator.run('revokeOauthClient', { params });
        await print(flags, { oauthClientId, state: 'revoked' }, () => `Revoked the OAuth client ${oauthClientId}.`);
      }),
  );
};

async function connectionParams(operator: Operator, flags: Flags) {
  const connection = await findConnection(operator, flags.connection, flags.organization);
  return { organization: connection.tenant, connectionId: connection.id };
}

const expiresAt = ({ expires }: SecretFlags) => (expires === undefined ? {} : { expiresAt: expires });

interface Issued {
  readonly setUp: readonly { readonly label: string; readonly value: string }[];
  readonly clientSecret: string;
}

const secretFacts = ({ setUp, clientSecret }: Issued): string =>
  facts([...setUp.map(({ label, value }) => [label, value] as const), ['Client secret', clientSecret]]);
