import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/main/project-root.ts';
import { type HoldfastProcess, spawnHoldfast } from '../../src/main/spawn-holdfast.ts';
import { type ApiClient, becomeFirstAdministrator } from '../../src/story/api/api-client.ts';
import { openTestDatabase, settingsOf } from './test-database.ts';
import { storesInMongo } from './test-engine.ts';

export interface TestServiceOptions {
  /** A folder to use and leave there; by default a temporary one, removed by `stop`. */
  readonly dataDirectory?: string;
  /** True: the database survives a kill and can be started again. Costs a slower disk. */
  readonly durable?: boolean;
  /** `start`: all in one process. `separate`: API and worker in processes of their own. `none`: nobody applies jobs. */
  readonly worker?: 'start' | 'separate' | 'none';
  /** Further settings: DATABASE_URL, QUEUE_URL, CHUNK_SIZE, … */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface TestService {
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
  readonly scimBaseUrl: string;
  readonly dataDirectory: string;
  /** The one-time link that creates the first instance administrator; absent once there is one. */
  readonly firstAdministratorLink: string | undefined;
  readonly service: HoldfastProcess;
  /** The worker process, when it is a separate one. */
  worker: HoldfastProcess | undefined;
  /** Creates the first instance administrator and an API token of theirs; once per installation. */
  becomeFirstAdministrator(): Promise<ApiClient>;
  /** Starts a(nother) worker process. */
  startWorker(): Promise<HoldfastProcess>;
  /** What the settings of commands against this service must be. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  stop(): Promise<void>;
  /** SIGKILLs every process of it; the data stay. */
  kill(): Promise<void>;
}

export const FIRST_ADMINISTRATOR = {
  email: 'root@holdfast.example',
  displayName: 'Robin Root',
  password: 'tidal pools at noon breathe',
};

/** The built service on a free port. Everything it leaves behind is removed by `stop`. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  ensureBuilt();
  const own = options.dataDirectory === undefined;
  const dataDirectory = options.dataDirectory ?? temporaryFolder();
  const ownDatabase = own && !options.environment?.DATABASE_URL && storesInMongo ? await openTestDatabase() : undefined;
  const environment: Readonly<Record<string, string | undefined>> = {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    // Tests push faster than providers do; those of the limit set their own.
    SCIM_RATE_LIMIT: '0',
    DATA_DIRECTORY: dataDirectory,
    ...(ownDatabase && settingsOf(ownDatabase)),
    ...options.environment,
  };
  const fleeting = own && !options.durable && !environment.DATABASE_URL ? ['--fleeting'] : [];
  const command = (options.worker ?? 'start') === 'start' ? 'start' : 'serve';
  const service = await spawnHoldfast([command, ...fleeting], { environment });
  if (service.ready.kind !== 'service') throw new Error('Not a service');
  const { baseUrl, firstAdministratorLink } = service.ready;
  const workers: HoldfastProcess[] = [];
  const started: TestService = {
    baseUrl,
    scimBaseUrl: `${baseUrl}/scim/v2`,
    dataDirectory,
    firstAdministratorLink,
    service,
    worker: undefined,
    environment,
    becomeFirstAdministrator: () => becomeFirstAdministrator(firstAdministratorLink ?? '', FIRST_ADMINISTRATOR),
    startWorker: async () => {
      const worker = await spawnHoldfast(['worker'], { environment });
      workers.push(worker);
      started.worker = worker;
      return worker;
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await service.stop();
      await ownDatabase?.close();
      if (own) await rm(dataDirectory, { recursive: true, force: true });
    },
    kill: async () => {
      await Promise.all([service, ...workers].map((one) => one.kill()));
    },
  };
  if (options.worker === 'separate') await started.startWorker();
  return started;
}

/** A folder that the database's own user may enter too, which root's private ones are not. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  chmodSync(folder, 0o711);
  return folder;
}

let built = false;

/** Builds what is stale, once per test process; several of them wait for each other. */
export function ensureBuilt(): void {
  if (built) return;
  const { status, stderr } = spawnSync(process.execPath, [join(projectRoot, 'scripts/prepare.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
  built = true;
}
