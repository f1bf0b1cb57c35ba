import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { CleanUp } from '../support/clean-up.ts';
import { freePort } from '../support/redis-server.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, settingsOf } from '../support/test-database.ts';
import { prepareQueue } from '../support/test-queue.ts';

/** Several `serve` processes behind a balancer, and several workers, of one installation. */
export interface Fleet {
  readonly app: TestApplication;
  readonly balancer: Balancer;
  /** The API of each `serve` process, past the balancer. */
  readonly baseUrls: readonly string[];
  /** How many processes there are. */
  readonly size: number;
  /** Stops one process with SIGTERM, waits for its end and starts it anew; its exit code. */
  restart(process: number): Promise<number | null>;
  errors(): readonly string[];
  close(): Promise<void>;
}

/** Longer than the balancer takes to notice. */
const DRAIN_SECONDS = '1';

export const startFleet = ({ api, workers }: { readonly api: number; readonly workers: number }): Promise<Fleet> =>
  CleanUp.orUndo(async (cleanUp) => {
    const opened = await openTestDatabase();
    cleanUp.add(() => opened.close());
    await prepareQueue(opened);
    const settings = { ...settingsOf(opened), DRAIN_SECONDS, CHUNK_SIZE: '10' };
    const ports: number[] = [];
    for (let index = 0; index < api; index++) ports.push(await freePort());
    const balancer = await startBalancer(ports);
    cleanUp.add(() => balancer.close());
    const starts = [
      ...ports.map((port) => async () => {
        const process = await startShipped('serve', { ...settings, PORT: String(port) });
        await balancer.uses(port, true);
        return process;
      }),
      ...Array.from({ length: workers }, () => () => startShipped('worker', settings)),
    ];
    const started: HoldfastProcess[] = [];
    cleanUp.add(() => Promise.all(started.map((process) => process.kill())));
    const running: HoldfastProcess[] = [];
    const begin = async (index: number): Promise<void> => {
      const process = await starts[index]?.();
      if (!process) throw new Error(`There is no process ${index}`);
      started.push(process);
      running[index] = process;
    };
    await Promise.all(starts.map((_start, index) => begin(index)));
    return {
      app: createTestApplication(opened.database),
      balancer,
      baseUrls: ports.map((port) => `http://127.0.0.1:${port}`),
      size: starts.length,
      async restart(index) {
        const code = await running[index]?.stop();
        await begin(index);
        return code ?? null;
      },
      errors: () => started.flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });
