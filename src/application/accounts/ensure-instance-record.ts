import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { InstanceRecord } from '../ports/rows.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';

/** The installation's record, made if this is the very first start. Safe to call by several processes at once. */
export async function ensureInstanceRecord(
  app: Pick<Application, 'database' | 'clock' | 'newId'>,
): Promise<{ instance: InstanceRecord; isNew: boolean }> {
  const existing = await app.database.instance.get(INSTANCE, INSTANCE);
  if (existing) return { instance: existing, isNew: false };
  const record = { id: INSTANCE, tenant: INSTANCE, createdAt: app.clock.now(), installationId: app.newId() };
  try {
    await app.database.transaction(async (tx) => tx.instance.insert(record));
    return { instance: { ...record, version: 1 }, isNew: true };
  } catch (error) {
    const winner = await app.database.instance.get(INSTANCE, INSTANCE);
    if (error instanceof UniqueViolation && winner) return { instance: winner, isNew: false };
    throw error;
  }
}
