import type { Configuration } from '../configuration/configuration.ts';
import { settings } from '../configuration/settings.ts';
import { Refused } from '../errors.ts';

/** One end of a move: the configuration with its database instead of the configured one. */
export interface MoveEnd {
  readonly configuration: Configuration;
  /** What it is called, without credentials. */
  readonly name: string;
}

/**
 * What `--from` and `--to` mean: a URL as in DATABASE_URL, `embedded`, or `env:NAME` for a URL in the environment, where
 * other users of the machine cannot see its password in the list of processes; without `--from`, what is configured.
 * @throws Refused when they cannot be used or are the same.
 */
export function moveEnds(
  configuration: Configuration,
  flags: { readonly from?: string; readonly to: string },
): { readonly source: MoveEnd; readonly target: MoveEnd } {
  const source = flags.from === undefined ? configuration : withDatabase(configuration, '--from', flags.from);
  const target = withDatabase(configuration, '--to', flags.to);
  const [from, to] = [nameOf(source), nameOf(target)];
  if (from.toLowerCase() === to.toLowerCase()) throw new Refused(`The target is the source itself (${from}).`);
  return { source: { configuration: source, name: from }, target: { configuration: target, name: to } };
}

function withDatabase(configuration: Configuration, flag: string, text: string): Configuration {
  const given = text.startsWith(FROM_ENVIRONMENT) ? readEnvironment(flag, text.slice(FROM_ENVIRONMENT.length)) : text;
  if (given === 'embedded') return { ...configuration, databaseUrl: undefined };
  const parsed = settings.shape.databaseUrl.safeParse(given);
  if (parsed.success && parsed.data) return { ...configuration, databaseUrl: parsed.data };
  const [issue] = parsed.error?.issues ?? [];
  throw new Refused(`${flag} ${(issue?.message ?? 'must name a database').split(';')[0]}.`);
}

const FROM_ENVIRONMENT = 'env:';

function readEnvironment(flag: string, name: string): string {
  const value = process.env[name];
  if (!value) throw new Refused(`${flag} names the environment variable "${name}", which is not set.`);
  return value;
}

/** Without user, password and options. */
const nameOf = ({ databaseUrl, dataDirectory }: Configuration): string =>
  databaseUrl?.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/, '') ?? `the embedded database in ${dataDirectory}`;
