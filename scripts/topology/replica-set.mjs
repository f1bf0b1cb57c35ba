import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import mongoose from 'mongoose';
import { SupervisedProcess } from './supervised-process.mjs';

const SET = 'rs0';
const CACHE_GB = '0.25';
const PATIENCE_MS = 60_000;
const password = () => randomBytes(18).toString('base64url');

/**
 * A replica set of one `mongod` per port, which know each other by a key file; with a user for its administrator and one
 * for Holdfast, who may read and write its database and look at the state of the set.
 */
export async function startReplicaSet({ binary, ports, folder, onPid }) {
  const keyFile = join(folder, 'mongo.key');
  writeFileSync(keyFile, randomBytes(256).toString('base64'), { mode: 0o400 });
  const members = ports.map((port, index) => {
    const name = `mongo-${index + 1}`;
    const data = join(folder, name);
    mkdirSync(data, { recursive: true });
    const where = ['--port', port, '--bind_ip', '127.0.0.1', '--dbpath', data];
    const how = ['--replSet', SET, '--keyFile', keyFile, '--wiredTigerCacheSizeGB', CACHE_GB, '--quiet'];
    return new SupervisedProcess({
      name,
      command: binary,
      args: [...where, ...how].map(String),
      log: join(folder, `${name}.log`),
      onPid,
      isReady: () => directly(port, async (admin) => Boolean(await admin.command({ hello: 1 }))),
    });
  });
  await Promise.all(members.map((member) => member.start()));

  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const root = password();
  const own = password();
  // From this machine, as long as there is no user, nobody is asked for one.
  await directly(ports[0], async (admin) => {
    const config = { _id: SET, members: hosts.map((host, index) => ({ _id: index, host })) };
    await admin.command({ replSetInitiate: config });
    while (!(await admin.command({ hello: 1 })).isWritablePrimary) await delay(50);
    await admin.command({ createUser: 'root', pwd: root, roles: ['root'] });
  });
  const rootUrl = `mongodb://root:${root}@${hosts}/admin?replicaSet=${SET}`;
  const url = `mongodb://holdfast:${own}@${hosts}/holdfast?replicaSet=${SET}&authSource=admin`;
  const administer = (work) => connected(rootUrl, work);
  await administer((admin) =>
    admin.command({
      createUser: 'holdfast',
      pwd: own,
      roles: [
        { role: 'readWrite', db: 'holdfast' },
        { role: 'clusterMonitor', db: 'admin' },
      ],
    }),
  );

  const stateOf = async () => (await administer((admin) => admin.command({ replSetGetStatus: 1 }))).members;
  const primary = async () => {
    const member = (await stateOf()).find(({ stateStr }) => stateStr === 'PRIMARY');
    return members[hosts.indexOf(member?.name)]?.name;
  };
  return {
    url,
    members,
    primary,
    /** The primary gives it up and may not become it for so many seconds; the name of the one that is primary then. */
    async stepDown(seconds = 10) {
      const before = await eventually(primary);
      const request = { replSetStepDown: seconds, secondaryCatchUpPeriodSecs: Math.min(seconds, 10) };
      await administer((admin) => admin.command(request));
      return eventually(async () => {
        const after = await primary();
        return after === before ? undefined : after;
      });
    },
    /** Waits until every member that runs is the primary or follows it. */
    async settled() {
      await eventually(async () => (await stateOf()).every(({ state, health }) => health === 0 || state <= 2));
    },
  };
}

async function eventually(look) {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look().catch((error) => {
      if (performance.now() > giveUpAt) throw error;
    });
    if (found) return found;
    if (performance.now() > giveUpAt) throw new Error(`The replica set did not settle within ${PATIENCE_MS / 1000} s`);
    await delay(100);
  }
}

const directly = (port, work) => connected(`mongodb://127.0.0.1:${port}/admin?directConnection=true`, work);

async function connected(url, work) {
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 3_000, maxPoolSize: 1 });
  try {
    return await work((await client.connect()).db('admin'));
  } finally {
    await client.close().catch(() => {});
  }
}
