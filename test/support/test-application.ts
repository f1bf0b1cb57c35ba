import { v7 as uuidv7 } from 'uuid';
import type { Application } from '../../src/application/application.ts';
import { passThrough } from '../../src/application/ports/checkpoints.ts';
import type { Database } from '../../src/application/ports/database.ts';

export type TestApplication = Application & { readonly errors: unknown[] };

/** The application over a real database, with nothing but the queue left out: tests apply due jobs themselves. */
export function createTestApplication(database: Database, overrides: Partial<Application> = {}): TestApplication {
  const errors: unknown[] = [];
  return {
    database,
    clock: { now: () => new Date().toISOString() },
    checkpoints: passThrough,
    newId: () => uuidv7(),
    chunkSize: 200,
    reportError: (error) => errors.push(error),
    announce: () => {},
    errors,
    ...overrides,
  };
}
