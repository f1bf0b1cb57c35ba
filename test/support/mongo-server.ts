import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';
import mongoose, { type mongo } from 'mongoose';

/** Where `npm run test:engines` keeps the server it fetches. */
const kept = join(homedir(), '.cache/holdfast/mongod-6.0.5/mongod');

/** A `mongod` of this machine: `MONGOMS_SYSTEM_BINARY`, else the one that was fetched. */
export function findMongod(): string | undefined {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named) return existsSync(named) ? named : undefined;
  return existsSync(kept) ? kept : undefined;
}

/** Whether suites about MongoDB can run; says loudly when they cannot. */
export function hasMongod(): boolean {
  if (findMongod() !== undefined) return true;
  console.error(
    'There is no mongod on this machine: suites about MongoDB are skipped. ' +
      'Set MONGOMS_SYSTEM_BINARY to one (6.0 or newer), or run "npm run test:engines" once, which fetches it.',
  );
  return false;
}

export interface MongoServer {
  /** With the name of the replica set, without a database. */
  readonly url: string;
  /** Where its members listen, the primary of the beginning first. */
  readonly ports: readonly number[];
  /** Ends a member as a crash would; its data stay. */
  kill(member?: number): Promise<void>;
  /** Brings a member back on its port with its data. */
  restart(member?: number): Promise<void>;
  /** Which member is the primary now; waits until there is one. */
  primary(): Promise<number>;
  /** Makes the primary give up being it for so many seconds; another member takes over, or itself later. */
  stepDown(seconds?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Test data need no disk: in memory, where there is such a place, indexes are made many times faster. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const REPLICA_SET = 'rs0';
const args = ['--setParameter', 'enableTestCommands=1', '--wiredTigerCacheSizeGB', '0.5'];

/** Starts a replica set of real servers on free ports. It ends with this process at the latest. */
export async function startMongoServer(members = 1, user?: { name: string; password: string }): Promise<MongoServer> {
  pointAtFoundBinary();
  const directory = mkdtempSync(join(place, 'holdfast-mongo-'));
  removeAfterwards(directory);
  const paths = Array.from({ length: members }, () => mkdtempSync(join(directory, 'member-')));
  const set = await MongoMemoryReplSet.create({
    replSet: {
      name: REPLICA_SET,
      count: members,
      storageEngine: 'wiredTiger',
      ...(user === undefined
        ? undefined
        : { auth: { enable: true, customRootName: user.name, customRootPwd: user.password } }),
      configSettings: { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 } as never,
    },
    instanceOpts: paths.map((dbPath) => ({ dbPath, args })),
  });
  const serverOf = (member: number): MongoMemoryServer => {
    const server = set.servers[member];
    if (server === undefined) throw new Error(`There is no member ${member}`);
    return server;
  };
  for (const server of set.servers) letGo(server);
  const ports = set.servers.map(({ instanceInfo }) => instanceInfo?.port ?? 0);
  return {
    url: `mongodb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/?replicaSet=${REPLICA_SET}`,
    ports,
    kill: async (member = 0) => {
      const mongod = serverOf(member).instanceInfo?.instance.mongodProcess;
      const ended = new Promise((resolve) => mongod?.once('exit', resolve));
      mongod?.kill('SIGKILL');
      await ended;
    },
    restart: async (member = 0) => {
      await serverOf(member)
        .stop({ doCleanup: false })
        .catch(() => {});
      await serverOf(member).start(true);
      letGo(serverOf(member));
    },
    primary: () =>
      administerMongoServer(set.getUri('admin'), async (client) => {
        const { me } = await client.db('admin').command({ hello: 1 });
        return ports.indexOf(Number(String(me).split(':')[1]));
      }),
    stepDown: async (seconds = 1) => {
      await administerMongoServer(set.getUri('admin'), (client) =>
        client.db('admin').command({ replSetStepDown: seconds, force: true }),
      );
    },
    stop: async () => {
      await set.stop({ doCleanup: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A server without a replica set. */
export async function startStandaloneMongo(): Promise<Pick<MongoServer, 'url' | 'stop'>> {
  pointAtFoundBinary();
  const dbPath = mkdtempSync(join(place, 'holdfast-mongo-'));
  removeAfterwards(dbPath);
  const server = await MongoMemoryServer.create({ instance: { dbPath, storageEngine: 'wiredTiger', args } });
  letGo(server);
  return {
    url: server.getUri(),
    stop: async () => {
      await server.stop({ doCleanup: true, force: true });
      rmSync(dbPath, { recursive: true, force: true });
    },
  };
}

/**
 * One server per test process, or the one of the run in `TEST_MONGO_URL`: started by the first file that asks and found
 * by the next ones through a file that is named after the process; it ends with the process.
 */
export async function sharedMongoServerUrl(): Promise<string> {
  if (process.env.TEST_MONGO_URL !== undefined) return process.env.TEST_MONGO_URL;
  const note = join(tmpdir(), `holdfast-test-mongo-${process.pid}`);
  const known = await readFile(note, 'utf8').catch(() => undefined);
  if (known !== undefined && (await answers(known))) return known;
  const { url } = await startMongoServer();
  await writeFile(note, url);
  removeAfterwards(note);
  return url;
}

/** Runs `work` on a connection of its own. */
export async function administerMongoServer<T>(
  url: string,
  work: (client: mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(await client.connect());
  } finally {
    await client.close();
  }
}

const answers = (url: string): Promise<boolean> =>
  administerMongoServer(url, (client) => client.db('admin').command({ ping: 1 })).then(
    () => true,
    () => false,
  );

/** By a process of its own, which outlives this one: what runs at its end cannot be relied on. */
function removeAfterwards(path: string): void {
  const script = `setInterval(() => {
    try { process.kill(${process.pid}, 0); return; } catch {}
    setTimeout(() => { require('node:fs').rmSync(${JSON.stringify(path)}, { recursive: true, force: true }); process.exit(); }, 3000);
  }, 500)`;
  spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' }).unref();
}

/** The same server, a database of its own. */
export function newDatabaseUrl(serverUrl: string): string {
  return serverUrl.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, `$1/test_${randomBytes(6).toString('hex')}`);
}

/** Lets the test process end while the server runs; its guard then ends it. */
function letGo(server: MongoMemoryServer): void {
  const instance = server.instanceInfo?.instance;
  for (const child of [instance?.mongodProcess, instance?.killerProcess]) {
    child?.unref();
    for (const stream of [child?.stdout, child?.stderr]) (stream as Socket | null | undefined)?.unref();
    child?.channel?.unref();
  }
}

function pointAtFoundBinary(): void {
  process.env.MONGOMS_SYSTEM_BINARY = findMongod();
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
}
