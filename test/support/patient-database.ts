import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../src/application/ports/database.ts';
import { Contention, DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';

const PATIENCE_MS = 60_000;
const TRY_AGAIN_MS = 100;

/**
 * The same database for a test that looks at it while it is disturbed: reads and transactions are repeated until the
 * database serves again. A transaction's work must be fit to run twice.
 */
export function patientDatabase(database: Database): Database {
  return new Proxy(database, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value === 'function') return patiently(value.bind(target));
      return typeof value === 'object' && value !== null ? patientCollection(value) : value;
    },
  });
}

const patientCollection = (collection: object): object =>
  new Proxy(collection, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? patiently(value.bind(target)) : value;
    },
  });

function patiently(method: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => {
    const answer = method(...args);
    return answer instanceof Promise ? untilServed(answer, () => method(...args) as Promise<unknown>) : answer;
  };
}

async function untilServed(first: Promise<unknown>, again: () => Promise<unknown>): Promise<unknown> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let answer = first; ; answer = again()) {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable || error instanceof Contention) || Date.now() > giveUpAt) throw error;
      await delay(TRY_AGAIN_MS);
    }
  }
}
