import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/main/open-database.ts';
import { projectRoot } from '../../src/main/project-root.ts';
import { CleanUp } from '../support/clean-up.ts';
import { patientDatabase } from '../support/patient-database.ts';
import { ensureBuilt } from '../support/running-service.ts';
import { errorsIn } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';

interface TopologyProcess {
  readonly name: string;
  readonly pid: number | null;
  /** How often it was started. */
  readonly starts: number;
  readonly log: string;
}

interface Description {
  readonly url: string;
  readonly databaseUrl: string;
  readonly processes: readonly TopologyProcess[];
}

/** Three mongod, Redis, two API processes behind a balancer and two workers, as `npm run topology` runs them. */
export interface Topology {
  /** This process's own view of the database; it waits where others would be told to come back. */
  readonly app: TestApplication;
  /** The balancer's. */
  readonly url: string;
  /** One line of what `npm run topology` understands. @throws when it says that it cannot. */
  command(line: string): Promise<unknown>;
  processes(): Promise<readonly TopologyProcess[]>;
  /** What any Holdfast process logged as an error, killed ones included. */
  errors(): readonly string[];
  close(): Promise<void>;
}

type Answer = { readonly id: number } & (
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: string }
);

export const startTopology = (settings: Readonly<Record<string, string>> = {}): Promise<Topology> =>
  CleanUp.orUndo(async (cleanUp) => {
    ensureBuilt();
    const child = fork(join(projectRoot, 'scripts/topology.mjs'), ['--json'], {
      cwd: projectRoot,
      env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'warn', SCIM_RATE_LIMIT: '0', ...settings },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaints = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    const ended = once(child, 'close');
    cleanUp.add(() => {
      child.kill('SIGTERM');
      return ended;
    });
    const [description] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => {
        throw new Error(`npm run topology did not start: ${complaints}`);
      }),
    ])) as [Description];

    const waiting = new Map<number, (answer: Answer) => void>();
    child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
    child.on('exit', () => {
      for (const answer of waiting.values()) answer({ id: 0, ok: false, error: `It ended: ${complaints}` });
    });
    let last = 0;
    const command = async (line: string): Promise<unknown> => {
      const id = ++last;
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, command: line });
      });
      waiting.delete(id);
      if (!answer.ok) throw new Error(`${line}: ${answer.error}`);
      return answer.result;
    };

    const database = await openDatabase({ url: description.databaseUrl });
    cleanUp.add(() => database.close());
    const logs = description.processes.filter(({ name }) => /^(api|worker)-/.test(name)).map(({ log }) => log);
    return {
      app: createTestApplication(patientDatabase(database)),
      url: description.url,
      command,
      processes: async () => ((await command('status')) as Description).processes,
      errors: () => logs.flatMap((log) => (existsSync(log) ? errorsIn(readFileSync(log, 'utf8')) : [])),
      close: () => cleanUp.run(),
    };
  });
