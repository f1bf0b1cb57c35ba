import type { RedisAddress } from './redis-address.ts';

/** What keeps a Redis from being the queue. Neither sentence holds a password. */
export interface RedisTrouble {
  /**
   * `refused`: Redis answered, and will answer the same until somebody changes something. `away`: it did not answer, and
   * may come back. `risky`: it works, but jobs may get lost or late.
   */
  readonly kind: 'refused' | 'away' | 'risky';
  /** What was seen. */
  readonly detail: string;
  /** What to do about it; names `QUEUE_URL`. */
  readonly fix: string;
}

type Explanation = readonly [RegExp, RedisTrouble['kind'], (address: RedisAddress) => readonly [string, string]];

const where = ({ kind, nodes }: RedisAddress): string => {
  const who = { single: 'Redis', sentinel: 'the Sentinel', cluster: 'the Redis Cluster' }[kind];
  return `${who} at ${nodes.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(', ')}`;
};

const withTls = 'write rediss:// instead of redis:// in QUEUE_URL';
const withoutTls = 'write redis:// instead of rediss:// in QUEUE_URL';

/** By what Redis, TLS and the network say, first match first. */
const EXPLANATIONS: readonly Explanation[] = [
  [
    /NOAUTH/,
    'refused',
    (at) => [
      `${where(at)} wants a password`,
      'Put user and password into QUEUE_URL, like redis://user:password@host:6379.',
    ],
  ],
  [
    /WRONGPASS|invalid (username|password)|AUTH.*without any password/i,
    'refused',
    (at) => [`${where(at)} refuses the user or password`, 'Correct them in QUEUE_URL (special characters as %XX).'],
  ],
  [
    /NOPERM/,
    'refused',
    (at) => [
      `${where(at)} does not let this user do what a queue needs`,
      'Give the user in QUEUE_URL all commands on the keys {holdfast-*, or name another one.',
    ],
  ],
  [
    /cluster support disabled/i,
    'refused',
    (at) => [`${where(at)} is no cluster`, 'Write redis:// instead of redis+cluster:// in QUEUE_URL.'],
  ],
  [
    /unknown command.*sentinel/i,
    'refused',
    (at) => [
      `${where(at)} is no Sentinel`,
      'Write redis:// instead of redis+sentinel:// in QUEUE_URL, or name the Sentinels’ port.',
    ],
  ],
  [
    /invalid reply: null|No such master/i,
    'refused',
    (at) => [`${where(at)} knows no master "${at.masterName}"`, 'Correct the name at the end of QUEUE_URL.'],
  ],
  [
    /DB index is out of range/i,
    'refused',
    (at) => [`${where(at)} has no database ${at.database}`, 'Correct the number at the end of QUEUE_URL.'],
  ],
  [
    /WRONG_VERSION_NUMBER|wrong version number|packet length too long|EPROTO/i,
    'refused',
    (at) => [`${where(at)} does not speak TLS`, `If that is right, ${withoutTls}.`],
  ],
  [
    /self.signed|unable to (verify|get)|SELF_SIGNED|UNABLE_TO/i,
    'refused',
    (at) => [
      `The TLS certificate of ${where(at)} comes from an authority that is not trusted here`,
      'Name the PEM file of that authority in NODE_EXTRA_CA_CERTS, or name the right host in QUEUE_URL.',
    ],
  ],
  [
    /altnames|ALTNAME/i,
    'refused',
    (at) => [
      `The TLS certificate of ${where(at)} is for another name`,
      'Use the name the certificate is for in QUEUE_URL.',
    ],
  ],
  [
    /certificate.*expired|CERT_HAS_EXPIRED/i,
    'refused',
    (at) => [`The TLS certificate of ${where(at)} has expired`, 'Renew it; QUEUE_URL itself may be right.'],
  ],
  [
    /certificate required|handshake failure|BAD_CERTIFICATE/i,
    'refused',
    (at) => [
      `${where(at)} wants a client certificate, which Holdfast has none of`,
      'Set tls-auth-clients to no there; QUEUE_URL carries user and password.',
    ],
  ],
  [/ENOTFOUND|EAI_AGAIN/, 'away', (at) => [`The name of ${where(at)} is not known`, 'Check the host in QUEUE_URL.']],
  [
    /ECONNREFUSED/,
    'away',
    (at) => [
      `Nothing listens where ${where(at)} should be`,
      'Check that Redis runs and that host and port in QUEUE_URL are right.',
    ],
  ],
  [
    /ETIMEDOUT|timed out/i,
    'away',
    (at) => [
      `${where(at)} does not answer`,
      `Check that Redis runs, that a firewall lets it be reached, and that QUEUE_URL is right${at.tls ? `; if it does not speak TLS, ${withoutTls}` : ''}.`,
    ],
  ],
  [
    /ECONNRESET|Connection is closed|socket hang up/i,
    'away',
    (at) => [
      `${where(at)} broke the connection off`,
      at.tls ? 'Check QUEUE_URL and what Redis logs.' : `If it speaks TLS only, ${withTls}.`,
    ],
  ],
];

/** What an error of the driver means, in a sentence for whoever set `QUEUE_URL`. */
export function explainRedisError(error: unknown, address: RedisAddress): RedisTrouble {
  const text = messagesOf(error).join(' ');
  for (const [pattern, kind, explain] of EXPLANATIONS) {
    if (!pattern.test(text)) continue;
    const [detail, fix] = explain(address);
    return { kind, detail, fix };
  }
  return { kind: 'away', detail: `${where(address)} cannot be used`, fix: 'Check QUEUE_URL and what Redis logs.' };
}

/** What was asked for stands in `command`, the password with it: only messages and codes are looked at. */
function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { message, code, cause, lastNodeError, errors } = error as Error & {
    readonly code?: string;
    readonly lastNodeError?: unknown;
    readonly errors?: readonly unknown[];
  };
  const deeper = [cause, lastNodeError, ...(errors ?? [])].filter((one) => one !== undefined);
  return [message, ...(code === undefined ? [] : [code]), ...deeper.flatMap(messagesOf)];
}
