export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** What a queue URL says, however Redis is run. */
export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** One server; or the Sentinels, or some of the cluster's nodes, from which the others are learnt. */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  /** Under which the Sentinels know the master; only with them. */
  readonly masterName?: string;
  /** Of the Sentinels themselves, when they ask for a password. */
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
}

/** A queue URL cannot be understood. The message goes on after "QUEUE_URL" and never holds a password. */
export class WrongRedisUrl extends Error {
  override readonly name = 'WrongRedisUrl';
}

/** One example of each form, for sentences and documentation. */
export const REDIS_URL_FORMS =
  'redis://user:password@host:6379, redis+sentinel://user:password@host1:26379,host2:26379/master-name or redis+cluster://user:password@host1:6379,host2:6379 (rediss… for TLS)';

const FORM = /^(redis|rediss)(?:\+(sentinel|cluster))?:\/\/(?:(.*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const DEFAULT_PORT = { single: 6379, sentinel: 26_379, cluster: 6379 };
const NO_PORT = 'holds a port that is none: give a number from 1 to 65535 after the host’s colon';

/** @throws WrongRedisUrl */
export function parseRedisUrl(url: string): RedisAddress {
  const [, scheme, variant, user, hosts = '', path = '', query = ''] = FORM.exec(url) ?? [];
  if (scheme === undefined) throw new WrongRedisUrl(`must look like ${REDIS_URL_FORMS}`);
  const kind = (variant ?? 'single') as RedisAddress['kind'];
  const [first, ...others] = hosts.split(',').map((host) => parseNode(host, DEFAULT_PORT[kind]));
  if (!first) throw new WrongRedisUrl('names no host');
  if (kind === 'single' && others.length > 0) {
    throw new WrongRedisUrl('names several hosts: write redis+sentinel:// or redis+cluster:// for those');
  }
  return {
    kind,
    tls: scheme === 'rediss',
    nodes: [first, ...others],
    ...(user !== undefined && credentials(user)),
    ...placeOf(kind, path),
    ...sentinelCredentials(kind, query),
  };
}

function parseNode(text: string, defaultPort: number): RedisNode {
  const [, address, name, port] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+))(?::(.*))?$/i.exec(text.trim()) ?? [];
  const host = address ?? name;
  if (host === undefined)
    throw new WrongRedisUrl('has an empty or unreadable host: write host:port, with commas between');
  if (port === undefined) return { host, port: defaultPort };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) throw new WrongRedisUrl(NO_PORT);
  return { host, port: Number(port) };
}

/** `user:password@`, `:password@`, or `user@`. */
function credentials(text: string): Pick<RedisAddress, 'username' | 'password'> {
  const colon = text.indexOf(':');
  const username = decode(colon < 0 ? text : text.slice(0, colon));
  const password = colon < 0 ? '' : decode(text.slice(colon + 1));
  return { ...(username !== '' && { username }), ...(password !== '' && { password }) };
}

function placeOf(kind: RedisAddress['kind'], path: string): Pick<RedisAddress, 'database' | 'masterName'> {
  const parts = path.split('/').filter((part) => part !== '');
  const [masterName, database, ...rest] = kind === 'sentinel' ? parts.map(decode) : [undefined, ...parts];
  if (kind === 'sentinel' && masterName === undefined) {
    throw new WrongRedisUrl(
      'lacks the name of the master after the Sentinels: redis+sentinel://host:26379/master-name',
    );
  }
  if (rest.length > 0 || !/^\d{1,4}$/.test(database ?? '0')) {
    throw new WrongRedisUrl('must end after the hosts, or in the number of a database, like …:6379/0');
  }
  if (kind === 'cluster' && Number(database ?? 0) !== 0) {
    throw new WrongRedisUrl('names a database, but a Redis Cluster has only number 0: leave it out');
  }
  return { database: Number(database ?? 0), ...(masterName !== undefined && { masterName }) };
}

function sentinelCredentials(kind: RedisAddress['kind'], query: string) {
  const known = ['sentinelUsername', 'sentinelPassword'] as const;
  const given = new URLSearchParams(query);
  const unknown = [...given.keys()].filter((key) => kind !== 'sentinel' || !known.some((name) => name === key));
  if (unknown.length > 0) {
    throw new WrongRedisUrl(
      `has the parameter "${unknown[0]}", which means nothing here: remove it${kind === 'sentinel' ? ` (there are ${known.join(' and ')})` : ''}`,
    );
  }
  return Object.fromEntries(known.flatMap((name) => (given.get(name) ? [[name, given.get(name) ?? '']] : [])));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WrongRedisUrl('has a % that stands for nothing: write %25 for a percent sign in a user or password');
  }
}
