import { INSTANCE } from '../ports/collection.ts';
import type { Database, Draft } from '../ports/database.ts';
import type { MoveRecord } from '../ports/rows.ts';
import { MoveRefused } from './move-refused.ts';

const ID = 'move';

export const findMove = ({ moves }: Pick<Database, 'moves'>): Promise<MoveRecord | undefined> =>
  moves.get(INSTANCE, ID);

/** @throws MoveRefused when this database is the target of a move that is not over. */
export async function assertNoUnfinishedMove(database: Pick<Database, 'moves'>): Promise<void> {
  const move = await findMove(database);
  if (move?.state !== 'copying') return;
  throw new MoveRefused(
    `This database is the target of a move from ${move.from} that is not finished: run "holdfast move-data" again to go on with it.`,
  );
}

export async function beginMove(
  database: Database,
  facts: Pick<MoveRecord, 'installationId' | 'from' | 'startedAt'>,
): Promise<MoveRecord> {
  const record: Draft<MoveRecord> = { ...facts, id: ID, tenant: INSTANCE, state: 'copying', progress: {} };
  await database.transaction(async (tx) => {
    await tx.moves.deleteWhere(INSTANCE, { op: 'eq', field: 'id', value: ID });
    tx.moves.insert(record);
  });
  return { ...record, version: 1 };
}

/** By compare-and-swap: two moves into one database at once get in each other's way here, and one of them ends. */
export async function updateMove(
  { moves, optimistic }: Database,
  record: MoveRecord,
  changes: Partial<MoveRecord>,
): Promise<MoveRecord> {
  const next = { ...record, ...changes };
  try {
    await optimistic(async (tx) => tx.moves.replace(next, record.version));
  } catch (error) {
    // A lost answer may have been a yes.
    const stored = await moves.get(INSTANCE, ID);
    const isOurs = stored?.version === record.version + 1 && sameProgress(stored, next);
    if (!isOurs) throw stored?.version === record.version ? error : anotherMove();
  }
  return { ...next, version: record.version + 1 };
}

const sameProgress = (a: MoveRecord, b: MoveRecord): boolean => {
  const text = ({ progress, state }: MoveRecord) =>
    JSON.stringify(
      Object.entries(progress)
        .map(([name, { copied, done }]) => [name, copied, done])
        .sort(),
    ) + state;
  return text(a) === text(b);
};

const anotherMove = (): MoveRefused =>
  new MoveRefused('Another "holdfast move-data" moves into this database at the same time: let one of them finish.');
