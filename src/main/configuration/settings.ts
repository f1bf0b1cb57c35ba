import { z } from 'zod';
import { parseRedisUrl, WrongRedisUrl } from '../../infrastructure/bullmq/redis-address.ts';
import { isMongoUrl } from '../database-engine.ts';

const number = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
};

const databaseUrl = z
  .string()
  .refine(
    (text) => (isMongoUrl(text) ? /^[^/]+\/\/[^/?#]+/.test(text) : isUrl(text, 'postgres:', 'postgresql:')),
    'must look like postgres://user:password@host:5432/database or mongodb://host:27017/database?replicaSet=rs0; leave it out for the embedded database',
  );

/**
 * Every setting of Holdfast: its type, its limits and what it means. Settings come from the environment (`PORT`, or
 * `HOLDFAST_PORT` where another program uses the short name) and from the JSON file that `HOLDFAST_CONFIG` names
 * (`port`); the environment wins. The table in the README is written from here.
 */
export const settings = z.strictObject({
  host: z
    .string()
    .min(1)
    .describe('Address to listen on. Anything but loopback needs `TLS_CERT` and `TLS_KEY`, or `TRUSTED_PROXY`.'),
  port: number(0, 65_535).describe('Port to listen on; 0 takes any free one.'),
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be a whole address, like https://holdfast.example.com' })
    .refine((text) => !/[?#]/.test(text), 'must have neither a query nor a fragment')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe(
      'The address under which people and identity providers reach Holdfast. Default: where a request arrives; other names than this machine’s own are not believed. Needed with `TRUSTED_PROXY`.',
    ),
  dataDirectory: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the embedded database. Default: `.holdfast` beside `package.json`.'),
  databaseUrl: databaseUrl
    .optional()
    .describe(
      '`postgres://user:password@host:5432/database`, or `mongodb://user:password@host:27017/database?replicaSet=rs0`. Without it Holdfast runs an embedded PostgreSQL.',
    ),
  queueUrl: z
    .string()
    .superRefine((text, context) => {
      const problem = problemOfRedisUrl(text);
      if (problem !== undefined) context.addIssue(`${problem}; leave it out to keep the queue in PostgreSQL`);
    })
    .optional()
    .describe(
      '`redis://user:password@host:6379`, `redis+sentinel://user:password@host1:26379,host2:26379/master-name` or `redis+cluster://host1:6379,host2:6379`; `rediss…` for TLS (`NODE_EXTRA_CA_CERTS` names the PEM file of an authority of your own). Without it the queue lives in PostgreSQL too.',
    ),
  tlsCert: z.string().min(1).optional().describe('PEM file with the certificate chain for HTTPS.'),
  tlsKey: z.string().min(1).optional().describe('PEM file with its private key.'),
  trustedProxy: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Whose `X-Forwarded-*` headers are believed: addresses or networks (`10.0.0.0/8`) or `loopback`, separated by commas. Only for a reverse proxy that serves HTTPS.',
    ),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .describe('How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.'),
  workerConcurrency: number(1, 64).describe(
    'How many batches of sync jobs one worker process applies at once, besides one slot kept for removals.',
  ),
  workerMetricsPort: number(0, 65_535)
    .optional()
    .describe(
      'Port on which a `worker` process serves `/metrics`, `/healthz` and `/readyz`; 0 takes any free one. Without it none. `start` and `serve` have them on `PORT`.',
    ),
  workerMetricsHost: z
    .string()
    .min(1)
    .describe('Address for that port. Nothing secret is served there, so that it may be one that others reach.'),
  chunkSize: number(1, 200).describe('How many people one transaction decides about at most.'),
  scimRateLimit: number(0, 100_000).describe(
    'How many SCIM requests a second a connection may send in the long run, all processes together; 0: as many as it likes. A connection can have a limit of its own.',
  ),
  scimRateBurst: number(1, 100_000).describe('How many of them it may send at once after a pause.'),
  keptRequests: number(0, 5_000).describe(
    'How many of its latest SCIM requests are kept for each connection, to be looked at; 0: none. A connection can have a number of its own.',
  ),
  keptRequestDays: number(1, 90).describe('After how many days they are removed at the latest.'),
  drainSeconds: number(0, 300).describe(
    'How long a service that gets SIGTERM goes on serving, while `/readyz` says 503, so that balancers notice; not with the embedded database, which has no second process.',
  ),
  enqueue: z
    .enum(['on', 'off'])
    .describe(
      'Whether accepted changes are put on the queue at once. `off`: workers find them in the database some seconds later; for measuring, and while the queue is being repaired.',
    ),
});

export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings & string;

export const settingNames = Object.keys(settings.shape) as SettingName[];

/** `dataDirectory` → `DATA_DIRECTORY`. */
export const environmentName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

function problemOfRedisUrl(text: string): string | undefined {
  try {
    parseRedisUrl(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof WrongRedisUrl)) throw error;
    return error.message;
  }
}

function isUrl(text: string, ...protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).host !== '';
}
