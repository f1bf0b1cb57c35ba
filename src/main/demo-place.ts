import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMongoUrl } from './database-engine.ts';
import { Refused } from './errors.ts';

/** Where the demo keeps its data: a place of its own, which it removes. */
export interface DemoPlace {
  /** What a reader is told of it, at the start of a sentence. */
  readonly description: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly serveFlags: readonly string[];
  remove(): Promise<void>;
}

/** An embedded PostgreSQL in a temporary folder, which holds the queue too. */
export async function demoOnEmbedded(): Promise<DemoPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
  // The database's own user, whom root lends it, must be able to enter.
  await chmod(folder, 0o711);
  return {
    description: 'An embedded PostgreSQL',
    settings: { DATA_DIRECTORY: folder },
    serveFlags: ['--fleeting'],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * A database of its own beside the one `DATABASE_URL` names, on the same replica set, and a key prefix of its own on the
 * Redis of `QUEUE_URL`.
 * @throws Refused when one of the two is not given, or is of another kind.
 */
export async function demoOnMongo(environment: Readonly<Record<string, string | undefined>>): Promise<DemoPlace> {
  const given = (name: string): string | undefined => environment[`HOLDFAST_${name}`] || environment[name] || undefined;
  const [databaseUrl, queueUrl] = [given('DATABASE_URL'), given('QUEUE_URL')];
  const missing = [
    databaseUrl === undefined && 'DATABASE_URL (like mongodb://host:27017/holdfast?replicaSet=rs0)',
    queueUrl === undefined && 'QUEUE_URL (like redis://host:6379)',
  ].filter((one) => one !== false);
  if (databaseUrl === undefined || queueUrl === undefined) {
    throw new Refused(`The demo on MongoDB needs ${missing.join(' and ')}: set what is missing and start it again.`);
  }
  if (!isMongoUrl(databaseUrl)) {
    throw new Refused('DATABASE_URL does not name MongoDB: give a mongodb:// URL, or leave --engine mongo out.');
  }
  const url = withDatabase(databaseUrl, `holdfast_demo_${randomBytes(4).toString('hex')}`);
  const [{ openDatabase }, { dropMongoDatabase }, { deleteInstallationKeys }] = await Promise.all([
    import('./open-database.ts'),
    import('../infrastructure/mongo/drop-mongo-database.ts'),
    import('../infrastructure/bullmq/delete-installation-keys.ts'),
  ]);
  const database = await openDatabase({ url });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
  return {
    description: 'A database of its own on your MongoDB, a queue on your Redis',
    settings: { DATABASE_URL: url, QUEUE_URL: queueUrl },
    serveFlags: [],
    async remove() {
      const ending = await openDatabase({ url });
      const instance = await ending.instance.get('instance', 'instance').finally(() => ending.close());
      if (instance) await deleteInstallationKeys(queueUrl, instance.installationId);
      await dropMongoDatabase(url);
    },
  };
}

/** The same servers and options, another database. Credentials stay with the database they are kept in. */
function withDatabase(url: string, name: string): string {
  const [, before = '', own = '', query = ''] = /^([^/]+\/\/[^/]+)\/([^?]*)(\?.*)?$/.exec(url) ?? [];
  const isWithUser = before.includes('@') && !/[?&]authSource=/i.test(query);
  const options = isWithUser ? `${query || '?'}${query ? '&' : ''}authSource=${own || 'admin'}` : query;
  return `${before}/${name}${options}`;
}
