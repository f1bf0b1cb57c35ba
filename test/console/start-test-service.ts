import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startShipped } from '../support/shipped-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The whole product as it is shipped, on an empty data directory of its own. */
export interface TestService {
  readonly baseUrl: string;
  readonly firstAdministratorLink: string;
  /** Error log lines so far: a test that clicked through without any is a better one. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

export async function startTestService(): Promise<TestService> {
  await buildConsoleWhenStale();
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-console-'));
  const shipped = await startShipped('start', { PORT: '0', DATA_DIRECTORY: join(directory, 'data') });
  const { baseUrl, firstAdministratorLink } = shipped.ready;
  if (!baseUrl || !firstAdministratorLink) throw new Error('The service did not say where it is');
  return {
    baseUrl,
    firstAdministratorLink,
    complaints: shipped.complaints,
    async stop() {
      await shipped.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface BuildStamps {
  staleParts(root: string): readonly { readonly name: string }[];
}

/** `npm test` finds it built; whoever runs one suite alone gets what is in the sources. */
async function buildConsoleWhenStale(): Promise<void> {
  const { staleParts } = (await import(new URL('../../scripts/build-stamps.mjs', import.meta.url).href)) as BuildStamps;
  if (!staleParts(root).some((part) => part.name === 'console')) return;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', 'console'], { cwd: root });
  if (status !== 0) throw new Error(`The console could not be built: ${stderr}`);
}
