import { createServer } from 'node:net';
import { colours as pc } from '../story/colours.ts';
import { seconds } from '../story/demo/initial-sync.ts';
import { Narrator } from '../story/demo/narrator.ts';
import { playDemo } from '../story/demo/play-demo.ts';
import { table } from './command-line/print.ts';
import type { DemoFlags } from './commands/demo.ts';
import { environmentName, settingNames } from './configuration/settings.ts';
import { type DemoPlace, demoOnEmbedded, demoOnMongo } from './demo-place.ts';
import { type HoldfastProcess, spawnHoldfast } from './spawn-holdfast.ts';
import { stopRequested } from './stop-signals.ts';

/** `holdfast demo`: its own processes on data of its own, which are gone afterwards. Resolves with the exit code. */
export async function runDemo({ users, once = false, port, engine }: DemoFlags): Promise<number> {
  const narrator = new Narrator();
  const started = Date.now();
  const stop = stopRequested(() => {});
  const place = engine === 'mongo' ? await demoOnMongo(process.env) : await demoOnEmbedded();
  const processes = new DemoProcesses({ place, users, port: port ?? (await freePort(3000)) });
  try {
    narrator.chapter('Holdfast starts');
    narrator.tell(`${place.description}, the API with the console, and a worker in a process of its own.`);
    const firstAdministratorLink = await processes.start();
    narrator.tell(`It listens on ${processes.baseUrl} after ${seconds(Date.now() - started)}.`);
    const story = playDemo({
      firstAdministratorLink,
      worker: { kill: () => processes.kill(), start: async () => void (await processes.start()) },
      users,
      narrator,
      table,
    });
    const told = await Promise.race([story, stop.then(() => undefined)]);
    if (!told) {
      story.catch(() => {});
      return 130;
    }
    narrator.chapter(summary(narrator, Date.now() - started));
    if (!once) {
      narrator.tell(`Sign in to the console, once: ${pc.cyan(told.signInLink)}`);
      narrator.tell('Everything stays up until you press Ctrl-C; its data are removed then.');
      await stop;
    } else {
      narrator.tell(`The one-time sign-in link would be ${told.signInLink}`);
    }
    return narrator.failures.length === 0 ? 0 : 1;
  } finally {
    await processes.stop();
    await place.remove();
  }
}

const summary = ({ passed, failures }: Narrator, ms: number): string =>
  failures.length === 0
    ? `All ${passed} checks came out as told, in ${seconds(ms)}.`
    : `${failures.length} of ${passed + failures.length} checks did NOT come out as told:\n${failures.map((one) => `  ✗ ${one}`).join('\n')}`;

/** Chunks are small here, so that a push takes long enough to be interrupted. */
const chunkSizeFor = (users: number): string => String(Math.min(5, Math.max(1, Math.round(users / 40))));

class DemoProcesses {
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #flags: readonly string[];
  #service: HoldfastProcess | undefined;
  #worker: HoldfastProcess | undefined;
  baseUrl = '';

  constructor({ place, users, port }: { place: DemoPlace; users: number; port: number }) {
    this.#flags = place.serveFlags;
    this.#environment = {
      ...withoutSettings(),
      ...place.settings,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      // The story's first sync would take four times as long at the rate of a real provider.
      SCIM_RATE_LIMIT: '0',
      CHUNK_SIZE: chunkSizeFor(users),
    };
  }

  /** Service first, then the worker, which joins its database. Resolves with the first administrator's link. */
  async start(): Promise<string> {
    if (!this.#service) {
      this.#service = await spawnHoldfast(['serve', ...this.#flags], { environment: this.#environment });
    }
    this.#worker = await spawnHoldfast(['worker'], { environment: this.#environment });
    const { ready } = this.#service;
    if (ready.kind !== 'service') throw new Error('The service did not introduce itself');
    this.baseUrl = ready.baseUrl;
    return ready.firstAdministratorLink ?? '';
  }

  async kill(): Promise<void> {
    await this.#worker?.kill();
  }

  async stop(): Promise<void> {
    await this.#worker?.stop();
    await this.#service?.stop();
  }
}

/** The story is the same whatever is set for the real service. */
const withoutSettings = (): Record<string, undefined> =>
  Object.fromEntries(
    [
      ...settingNames.map(environmentName),
      ...Object.keys(process.env).filter((name) => name.startsWith('HOLDFAST_')),
    ].map((name) => [name, undefined]),
  );

/** The wanted port when it is free, else 0: any. */
const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(wanted)));
  });
