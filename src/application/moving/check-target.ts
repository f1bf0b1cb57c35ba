import { INSTANCE } from '../ports/collection.ts';
import type { Database } from '../ports/database.ts';
import type { MoveRecord } from '../ports/rows.ts';
import { findMove } from './move-record.ts';
import { MoveRefused } from './move-refused.ts';
import { type CollectionName, movedCollections } from './moved-collections.ts';

/**
 * Whether something may be moved here: the record of this installation's own unfinished move, or undefined when the
 * database holds nothing. It must have the schema of this version already. @throws MoveRefused
 */
export async function checkTarget(target: Database, installationId: string): Promise<MoveRecord | undefined> {
  const move = await findMove(target);
  if (move?.state === 'copying') {
    if (move.installationId === installationId) return move;
    throw new MoveRefused(
      `The target is where another installation is being moved to, from ${move.from}: finish that move, or name an empty database.`,
    );
  }
  const there = await target.instance.get(INSTANCE, INSTANCE);
  if (there?.installationId === installationId) {
    throw new MoveRefused(
      move
        ? `The target holds this installation already: the move from ${move.from} was finished at ${move.finishedAt}.`
        : 'The target holds this very installation: it is the source itself or a copy of it. Name an empty database.',
    );
  }
  const filled = await findFilledCollection(target);
  if (filled) throw new MoveRefused(`The target is not empty (${filled} holds documents): name an empty database.`);
  return undefined;
}

/** Some collection of an installation that holds anything. */
export async function findFilledCollection({ transfer }: Database): Promise<CollectionName | undefined> {
  for (const collection of movedCollections) {
    const [any] = await transfer.export(collection, undefined, 1);
    if (any) return collection;
  }
  return undefined;
}
