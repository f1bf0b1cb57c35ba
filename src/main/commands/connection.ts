import { type Command, Option } from 'commander';
import { command, group } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findConnection } from '../command-line/find-things.ts';
import { nestedGroupsOption } from '../command-line/nested-groups-option.ts';
import { facts, type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';
import { registerConnectionRequests } from './connection-requests.ts';

interface CreateFlags extends OutputFlags {
  readonly organization: string;
  readonly type: 'okta' | 'entra' | 'generic';
  readonly name: string;
  readonly onLastAdministrator: 'hold' | 'reject';
  readonly whileHeld: 'end_sessions' | 'keep_sessions';
  readonly nestedGroups: 'refuse' | 'ignore' | 'expand';
}

interface OneFlags extends OutputFlags {
  readonly connection: string;
  readonly organization?: string;
}

interface DeleteFlags extends OneFlags {
  readonly people: 'keep' | 'suspend' | 'move';
  readonly to?: string;
}

const WHICH = 'its id; with --organization also its name';

export const registerConnection = (program: Command): void => {
  const connection = group(
    program,
    'connection',
    'identity-provider connections: create, list, change, pause, resume, requests, delete',
  );
  command(connection, 'create', 'connect an identity provider; prints the token, which is never shown again')
    .requiredOption('--organization <slug>', 'slug or id')
    .addOption(
      new Option('--type <type>', 'which identity provider')
        .choices(['okta', 'entra', 'generic'])
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'what to call it')
    .addOption(
      new Option('--on-last-administrator <what>', 'hold the removal of the last administrator, or reject the request')
        .choices(['hold', 'reject'])
        .default('hold'),
    )
    .addOption(
      new Option('--while-held <what>', 'whether sessions of a held person end')
        .choices(['end_sessions', 'keep_sessions'])
        .default('end_sessions'),
    )
    .addOption(nestedGroupsOption().default('refuse'))
    .action(create);
  command(connection, 'list', 'list the connections of an organization')
    .requiredOption('--organization <slug>', 'slug or id')
    .action(list);
  for (const verb of ['pause', 'resume'] as const) {
    command(connection, verb, DESCRIPTIONS[verb])
      .requiredOption('--connection <connection>', WHICH)
      .option('--organization <slug>', 'slug or id')
      .action((flags: OneFlags) => pauseOrResume(verb, flags));
  }
  registerConnectionRequests(connection);
  command(connection, 'delete', 'delete it; its tokens die at once and a sync job does to its people what is chosen')
    .requiredOption('--connection <connection>', WHICH)
    .option('--organization <slug>', 'slug or id')
    .addOption(
      new Option('--people <what>', 'keep their roles by hand, suspend them, or move them to another connection')
        .choices(['keep', 'suspend', 'move'])
        .makeOptionMandatory(),
    )
    .option('--to <connection>', 'with --people move: the other connection')
    .action(remove);
};

const DESCRIPTIONS = {
  pause: 'let its requests and jobs wait; access stays as it is',
  resume: 'let it speak again',
};

const create = ({ json, organization, ...body }: CreateFlags) =>
  withOperator('connection create', async (operator) => {
    const { connection, token, scimBaseUrl } = await operator.run('createConnection', {
      params: { organization },
      body,
    });
    const created = { connectionId: connection.id, scimBaseUrl, token: token.token, setUp: connection.setUp };
    await print({ json: json ?? false }, created, () =>
      [
        `Created the connection ${connection.name}. Enter this in the identity provider:\n`,
        facts([...connection.setUp.map(({ label, value }) => [label, value] as const), ['Token', token.token]]),
        `\nThe token is not shown again. The connection’s id is ${connection.id}.`,
      ].join('\n'),
    );
  });

const list = (flags: OutputFlags & { organization: string }) =>
  withOperator('connection list', async (operator) => {
    const { organization } = flags;
    const items = await everyPage((page) => operator.run('listConnections', { params: { organization }, query: page }));
    await print(flags, items, (all) =>
      table(
        ['Name', 'Type', 'State', 'Users', 'Groups', 'Last request', 'Id'],
        all.map((one) => [
          one.name,
          one.type,
          one.state,
          one.counts.users,
          one.counts.groups,
          time(one.lastRequestAt) ?? 'never',
          one.id,
        ]),
        'There are no connections yet: create one with "holdfast connection create".',
      ),
    );
  });

const pauseOrResume = (verb: 'pause' | 'resume', flags: OneFlags) =>
  withOperator(`connection ${verb}`, async (operator) => {
    const { id: connectionId, tenant } = await findConnection(operator, flags.connection, flags.organization);
    const changed = await operator.run(verb === 'pause' ? 'pauseConnection' : 'resumeConnection', {
      params: { organization: tenant, connectionId },
    });
    await print(flags, changed, ({ name, state }) => `The connection ${name} is ${state} now.`);
  });

const remove = (flags: DeleteFlags) =>
  withOperator('connection delete', async (operator) => {
    const { id: connectionId, tenant, name } = await findConnection(operator, flags.connection, flags.organization);
    const successor = flags.to === undefined ? undefined : await findConnection(operator, flags.to, tenant);
    const started = await operator.run('deleteConnection', {
      params: { organization: tenant, connectionId },
      query: { people: flags.people, ...(successor && { toConnectionId: successor.id }) },
    });
    await print(
      flags,
      started,
      ({ jobId }) => `Deleted the connection ${name}; its people are seen to by sync job ${jobId}.`,
    );
  });
