import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { prepared } from './statement.ts';
import type { Write } from './write-buffer.ts';

const PATIENCE_MS = 3_000;

/**
 * Whether an attempt whose outcome is unknown has committed: it wrote all or nothing, so it has when its inserted
 * documents are there, each as it was sent or changed by somebody since. An attempt that inserted nothing answers no:
 * repeating it is harmless, as what it changed is guarded by versions and conditions.
 * @throws DatabaseUnavailable when the database does not come back within three seconds.
 */
export async function haveArrived(pool: ConnectionPool, inserts: readonly Write[]): Promise<boolean> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return inserts.length > 0 && (await areThere(pool, inserts));
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || performance.now() > giveUpAt) throw error;
      await delay(100);
    }
  }
}

async function areThere(pool: ConnectionPool, inserts: readonly Write[]): Promise<boolean> {
  for (const { table, tenant, id, element } of inserts) {
    const sent = table.foldedFields.size > 0 ? `($3::jsonb)->'d'` : '$3::jsonb';
    const statement = prepared(
      `select 1 from ${table.name} where tenant = $1 and id = $2 and (version > 1 or doc = ${sent})`,
    );
    const { rows } = await pool.read(statement, [tenant, id, element]);
    if (rows.length === 0) return false;
  }
  return true;
}
