import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the process said: the server's url and what it recovered from, or the error it ended with. */
export interface EmbeddedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly recovered: string | undefined;
  readonly error: string | undefined;
}

let program: Promise<string> | undefined;

/** Starts an embedded database in a process of its own, which can then be killed. */
export async function startEmbeddedProcess(
  options: { readonly dataDirectory: string; readonly endsWithParent?: boolean; readonly removeAtEnd?: string },
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<EmbeddedProcess> {
  program ??= bundle();
  const child = spawn(process.execPath, [await program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...user,
  });
  const line = await new Promise<string>((done, failed) => {
    createInterface(child.stdout).once('line', done);
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
  return { child, ...(JSON.parse(line) as Pick<EmbeddedProcess, 'url' | 'recovered' | 'error'>) };
}

export const killed = (child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> =>
  new Promise((done) => {
    child.once('exit', () => done());
    child.kill(signal);
  });

/** Plain JavaScript, as a process started by hand knows no TypeScript. Inside the clone, so that it finds its packages. */
async function bundle(): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'holdfast-test');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'embedded.mjs');
  const draft = join(folder, `embedded-${process.pid}.mjs`);
  const source = resolve(root, 'src/infrastructure/postgres/embedded/start-embedded-postgres.ts');
  await build({
    stdin: {
      contents: `
        import { startEmbeddedPostgres } from ${JSON.stringify(source)};
        const say = (fact) => process.stdout.write(JSON.stringify(fact) + '\\n');
        try {
          const server = await startEmbeddedPostgres(JSON.parse(process.argv[2]));
          process.stdin.resume();
          process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
          say({ url: server.url, recovered: server.recovered });
        } catch (error) {
          say({ url: '', error: error.name + ': ' + error.message });
          process.exit(1);
        }`,
      resolveDir: root,
      loader: 'js',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: draft,
    logLevel: 'warning',
  });
  renameSync(draft, outfile);
  return outfile;
}
