import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBalancer } from './balancer.mjs';
import { freePorts } from './free-ports.mjs';
import { apiProcesses, migrate, workerProcesses } from './holdfast-processes.mjs';
import { startRedis } from './redis.mjs';
import { startReplicaSet } from './replica-set.mjs';

const MEMBERS = 3;
const API = 2;
const WORKERS = 2;

/**
 * What docker-compose.yml describes, as processes of this machine on loopback: a replica set of three, Redis, `migrate`,
 * two `serve` behind a balancer, two `worker`. Everything is in `folder`, which must be empty, and ends with this process.
 */
export async function startTopology({ binary, folder, port = 0, keep = false, say = () => {} }) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`The folder ${folder} is not empty: give another one.`);
  const guard = guardOf(keep ? undefined : folder);
  const onPid = (pid, runs) => guard.stdin.write(`${runs ? '+' : '-'}${pid}\n`);
  const everything = [];
  let balancer;
  const stop = async () => {
    balancer?.close();
    const [servers, holdfast] = [everything.slice(0, MEMBERS + 1), everything.slice(MEMBERS + 1)];
    await Promise.all(holdfast.map((process) => process.stop()));
    await Promise.all(servers.map((server) => server.stop(keep ? 'SIGTERM' : 'SIGKILL')));
    const removed = new Promise((resolve) => guard.once('exit', resolve));
    guard.stdin.end();
    await removed;
  };
  try {
    const ports = await freePorts(MEMBERS + 1 + API + WORKERS + 1);
    const mongoPorts = ports.splice(0, MEMBERS);
    const [redisPort, balancerPort, ...ours] = ports;
    const [apiPorts, workerPorts] = [ours.slice(0, API), ours.slice(API)];

    say('Starting three mongod as one replica set, and redis-server …');
    const [set, redis] = await Promise.all([
      startReplicaSet({ binary, ports: mongoPorts, folder, onPid }),
      startRedis({ port: redisPort, folder, onPid }),
    ]);
    everything.push(...set.members, redis.server);

    const url = `http://127.0.0.1:${port || balancerPort}`;
    const environment = { DATABASE_URL: set.url, QUEUE_URL: redis.url };
    say('Making collections and indexes (holdfast migrate) …');
    migrate(environment);

    say('Starting two API processes and two workers …');
    const behind = { ...environment, HOST: '127.0.0.1', BASE_URL: url, TRUSTED_PROXY: 'loopback' };
    const apis = apiProcesses({ ports: apiPorts, settings: behind, folder, onPid });
    const workers = workerProcesses({ ports: workerPorts, settings: environment, folder, onPid });
    everything.push(...apis, ...workers);
    await Promise.all([...apis, ...workers].map((process) => process.start()));
    balancer = await startBalancer({ port: port || balancerPort, backends: apiPorts });

    const portOf = new Map([...mongoPorts, redisPort, ...apiPorts, ...workerPorts].entries());
    const firstAdministratorLink = apis.map(({ said }) => said?.firstAdministratorLink).find(Boolean);
    return {
      set,
      redis,
      process: (name) => everything.find((one) => one.name === name),
      stop,
      describe: () => ({
        url,
        databaseUrl: set.url,
        queueUrl: redis.url,
        folder,
        processes: everything.map(({ name, pid, log, starts }, index) => ({
          name,
          port: portOf.get(index),
          pid: pid ?? null,
          starts,
          log,
        })),
        ...(firstAdministratorLink && { firstAdministratorLink }),
      }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Cleans up after this process, however it ends. */
function guardOf(folder) {
  const script = fileURLToPath(new URL('end-with-parent.mjs', import.meta.url));
  const guard = spawn(process.execPath, [script, ...(folder ? [folder] : [])], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  guard.stdin.on('error', () => {});
  return guard;
}

/** Where the data are when no folder is given. */
export const temporaryPlace = (base, id) => join(base, `holdfast-topology-${id}`);
