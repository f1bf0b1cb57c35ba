import { setTimeout as delay } from 'node:timers/promises';
import type { Application } from '../../src/application/application.ts';
import { usableAdministratorsOf } from './usable-administrators-of.ts';

/** Looks at organizations again and again while something happens to them. */
export interface AdministratorWatch {
  /** Watches the organization while `work` runs; fails when it was ever seen without a usable administrator. */
  during(tenant: string, work: () => Promise<void>): Promise<void>;
  /** How many times anything was looked at. */
  readonly samples: number;
  close(): Promise<void>;
}

const PAUSE_MS = 2;

/** Each look is one snapshot, so what it sees is a state the database really was in. */
export function watchAdministrators(app: Application, { pauseMs = PAUSE_MS } = {}): AdministratorWatch {
  const watched = new Set<string>();
  const withoutAdministrator = new Set<string>();
  const stopping = new AbortController();
  let samples = 0;

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const tenant of watched) {
        samples += 1;
        if ((await usableAdministratorsOf(app, tenant)).length === 0) withoutAdministrator.add(tenant);
      }
      await delay(pauseMs);
    }
  };
  const looking = look();
  return {
    async during(tenant, work) {
      watched.add(tenant);
      try {
        // A watch that failed must fail the test rather than see nothing.
        await Promise.race([work(), looking]);
      } finally {
        watched.delete(tenant);
      }
      if (withoutAdministrator.has(tenant)) throw new Error(`${tenant} was seen without a usable administrator`);
    },
    get samples() {
      return samples;
    },
    async close() {
      stopping.abort();
      await looking;
    },
  };
}
