import { type Command, InvalidArgumentError } from 'commander';
import { command } from '../command-line/command.ts';
import { everyPage } from '../command-line/every-page.ts';
import { findConnection } from '../command-line/find-things.ts';
import { nestedGroupsOption } from '../command-line/nested-groups-option.ts';
import { parseHours } from '../command-line/parse-duration.ts';
import { type OutputFlags, print, table, time } from '../command-line/print.ts';
import { withOperator } from '../command-line/with-operator.ts';
import { Refused } from '../errors.ts';

interface OneFlags extends OutputFlags {
  readonly connection: string;
  readonly organization?: string;
}

interface RequestsFlags extends OneFlags {
  readonly status?: string;
  readonly limit: number;
}

interface ChangeFlags extends OneFlags {
  readonly rateLimit?: number | 'default';
  readonly rateBurst?: number;
  readonly keptRequests?: number | 'default';
  readonly nestedGroups?: 'refuse' | 'ignore' | 'expand';
}

/** What is about the requests of a connection: looking at them, keeping values for a while, limits. */
export const registerConnectionRequests = (connection: Command): void => {
  const one = (name: string, description: string) =>
    command(connection, name, description)
      .requiredOption('--connection <connection>', 'its id; with --organization also its name')
      .option('--organization <slug>', 'slug or id');

  one('requests', 'list its latest requests, and say what they show to be set up wrongly')
    .option('--status <status>', 'only those answered with a status like 404, or a class like 4xx')
    .option('--limit <number>', 'how many at most', wholeNumber(1), 50)
    .action(requests);
  one('unmask', 'keep its requests with personal values for a while, never with secrets')
    .option('--for <time>', 'how long from now: 30m, 1h, 24h; 0 ends it', '1h')
    .action(unmask);
  one('change', 'change how fast it may send, how many of its requests are kept, or what groups in groups mean')
    .option('--rate-limit <number>', 'requests a second in the long run; default: as configured', numberOrDefault(1))
    .option('--rate-burst <number>', 'with --rate-limit: requests at once, after a pause', wholeNumber(1))
    .option('--kept-requests <number>', 'how many requests are kept; default: as configured', numberOrDefault(0))
    .addOption(nestedGroupsOption())
    .action(change);
};

const requests = (flags: RequestsFlags) =>
  withOperator('connection requests', async (operator) => {
    const { id: connectionId, tenant: organization } = await findConnection(
      operator,
      flags.connection,
      flags.organization,
    );
    const params = { organization, connectionId };
    const { mistakes, client } = await operator.run('diagnoseConnection', { params });
    const query = flags.status === undefined ? {} : { status: flags.status };
    const items = await everyPage(
      (page) => operator.run('listConnectionRequests', { params, query: { ...page, ...query } }),
      flags.limit,
    );
    await print(flags, { ...(client && { client }), mistakes, requests: items }, () =>
      [
        ...(client ? [`Looks like ${client.name} (${client.sign}).\n`] : []),
        ...mistakes.map(({ title, advice, lastAt }) => `${title} (last seen ${time(lastAt)}).\n${advice}\n`),
        table(
          ['When', 'Request', 'Answer', 'Took', 'What it said'],
          items.map((item) => [
            time(item.at),
            `${item.method} ${item.path}`,
            item.status,
            `${Math.round(item.durationMs)} ms`,
            item.detail,
          ]),
          flags.status === undefined
            ? 'No request has arrived yet with a token of this connection.'
            : 'There are no such requests.',
        ),
      ].join('\n'),
    );
  });

const unmask = (flags: OneFlags & { for: string }) =>
  withOperator('connection unmask', async (operator) => {
    const minutes = Math.round(parseHours(flags.for, '--for') * 60);
    const { id: connectionId, tenant: organization } = await findConnection(
      operator,
      flags.connection,
      flags.organization,
    );
    const changed = await operator.run('unmaskConnectionRequests', {
      params: { organization, connectionId },
      body: { minutes },
    });
    await print(flags, changed, ({ name, unmaskedUntil }) =>
      unmaskedUntil
        ? `Requests of ${name} are kept with personal values until ${time(unmaskedUntil)}.`
        : `Requests of ${name} are kept without personal values.`,
    );
  });

const change = (flags: ChangeFlags) =>
  withOperator('connection change', async (operator) => {
    const { rateLimit, rateBurst, keptRequests, nestedGroups } = flags;
    if ([rateLimit, rateBurst, keptRequests, nestedGroups].every((given) => given === undefined)) {
      throw new Refused('Say what to change: --rate-limit, --rate-burst, --kept-requests or --nested-groups.');
    }
    const found = await findConnection(operator, flags.connection, flags.organization);
    const changed = await operator.run('changeConnection', {
      params: { organization: found.tenant, connectionId: found.id },
      body: {
        ...rateOf(rateLimit, rateBurst, found.rateLimit),
        ...(keptRequests !== undefined && { keptRequests: keptRequests === 'default' ? null : keptRequests }),
        ...(nestedGroups && { nestedGroups }),
      },
    });
    await print(flags, changed, ({ name, rateLimit: rate, keptRequests: kept, nestedGroups: nested }) =>
      [
        rate
          ? `${name} may send ${rate.requestsPerSecond} requests a second, and ${rate.burst} at once.`
          : `${name} may send as many requests as the installation lets connections send.`,
        kept === undefined
          ? 'As many of its requests are kept as the installation keeps.'
          : `${kept} of its requests are kept.`,
        NESTED[nested],
      ].join(' '),
    );
  });

const NESTED = {
  refuse: 'Groups in groups are refused.',
  ignore: 'Groups in groups have no effect.',
  expand: 'Members of groups in groups count.',
};

/** A burst that is not given is the one of before, or four seconds of the rate. */
function rateOf(
  requestsPerSecond: number | 'default' | undefined,
  burst: number | undefined,
  before: { readonly requestsPerSecond: number; readonly burst: number } | undefined,
) {
  if (requestsPerSecond === 'default') return { rateLimit: null };
  if (requestsPerSecond === undefined && burst === undefined) return {};
  const rate = requestsPerSecond ?? before?.requestsPerSecond;
  if (rate === undefined) throw new Refused('--rate-burst needs --rate-limit.');
  return { rateLimit: { requestsPerSecond: rate, burst: burst ?? before?.burst ?? Math.min(10_000, rate * 4) } };
}

const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least}.`);
  };

const numberOrDefault =
  (least: number) =>
  (text: string): number | 'default' =>
    text === 'default' ? text : wholeNumber(least)(text);
