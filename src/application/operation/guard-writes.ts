import type { Database, Transaction } from '../ports/database.ts';
import type { InstallationReadOnly } from './installation-read-only.ts';
import type { WriteGate } from './write-gate.ts';

/**
 * The database behind a gate: transactions that write are refused while it is closed, and those under way when it closes
 * are rolled back. Reading goes on. Whether it closed is looked at when a transaction begins and again when its work is
 * done, right before the commit.
 */
export function guardWrites(database: Database, gate: WriteGate): Database {
  const behindGate =
    (way: 'transaction' | 'optimistic') =>
    async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
      if (!gate.isFresh) await gate.refresh();
      const { refusal } = gate;
      if (refusal) return database[way]((tx) => work(withoutWrites(tx, refusal)));
      gate.begin();
      try {
        return await database[way](async (tx) => {
          const result = await work(tx);
          if (!gate.isFresh) await gate.refresh();
          if (gate.refusal) throw gate.refusal;
          return result;
        });
      } finally {
        gate.end();
      }
    };
  return { ...database, transaction: behindGate('transaction'), optimistic: behindGate('optimistic') };
}

const WRITES = new Set<PropertyKey>(['insert', 'insertMany', 'replace', 'patch', 'updateWhere', 'deleteWhere', 'bump']);

/** Refuses to the end, even when the gate opens meanwhile: a write that goes nowhere must never look like one. */
function withoutWrites(tx: Transaction, refusal: InstallationReadOnly): Transaction {
  // Of an empty object: a view of a transaction may fix its properties, which a proxy of it could not answer otherwise.
  return new Proxy({} as Transaction, {
    get: (_empty, collection) => withoutWritesOf(Reflect.get(tx, collection) as object, refusal),
  });
}

function withoutWritesOf(collection: object, refusal: InstallationReadOnly): object {
  const refuse = (): never => {
    throw refusal;
  };
  return new Proxy(
    {},
    {
      get: (_empty, key) => {
        if (WRITES.has(key)) return refuse;
        const value: unknown = Reflect.get(collection, key);
        return typeof value === 'function' ? value.bind(collection) : value;
      },
    },
  );
}
