import { afterAll, beforeAll } from '@jest/globals';
import type { ContractDatabase, Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';

/** A database for the tests of one `describe`; `tenant()` gives each test documents of its own. */
export interface Bench {
  readonly db: ContractDatabase;
  /** The same database as another process sees it. */
  readonly other: ContractDatabase;
  tenant(): string;
}

let tenants = 0;

export function withDatabase(engine: ContractEngine): Bench {
  let db: ContractDatabase | undefined;
  let other: ContractDatabase | undefined;
  let drop: () => Promise<void> = async () => {};
  beforeAll(async () => {
    const created = await engine.create();
    [db, other] = await Promise.all([created.open(), created.open()]);
    drop = created.drop;
  });
  afterAll(async () => {
    await Promise.all([db?.close(), other?.close()]);
    await drop();
  });
  const opened = (database: ContractDatabase | undefined): ContractDatabase => {
    if (database === undefined) throw new Error('The database is not open yet');
    return database;
  };
  return {
    get db() {
      return opened(db);
    },
    get other() {
      return opened(other);
    },
    tenant: () => `tenant-${++tenants}`,
  };
}

/** Stores people with these fields under the ids `p0001`, `p0002`, …; returns the ids. */
export async function store(
  db: ContractDatabase,
  tenant: string,
  people: readonly Partial<Omit<Person, 'tenant' | 'version'>>[],
): Promise<string[]> {
  const docs = people.map((person, index) => ({ id: `p${String(index + 1).padStart(4, '0')}`, ...person, tenant }));
  await db.transaction(async (tx) => tx.people.insertMany(docs));
  return docs.map(({ id }) => id);
}

export const idsOf = (docs: readonly { readonly id: string }[]): string[] => docs.map(({ id }) => id).sort();

/** A point two transactions agree to meet at. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}
