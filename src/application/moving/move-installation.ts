import { ensureInstanceRecord } from '../accounts/ensure-instance-record.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Database } from '../ports/database.ts';
import type { MoveRecord } from '../ports/rows.ts';
import { UnstorableText } from '../ports/storage-errors.ts';
import { checkTarget, findFilledCollection } from './check-target.ts';
import { beginMove, updateMove } from './move-record.ts';
import { MoveRefused, MoveStopped } from './move-refused.ts';
import { type CollectionName, movedCollections } from './moved-collections.ts';
import { type QuietOptions, quietSource } from './quiet-source.ts';
import { digestCollection, pagesOf, patiently, positionOf } from './read-collection.ts';

export interface MoveOptions extends Pick<QuietOptions, 'alone' | 'quietMs' | 'signal'> {
  /** What the source is called, without credentials. */
  readonly from: string;
  /** Throw away what an unfinished move has copied, and begin anew. */
  readonly startOver: boolean;
  readonly watch: MoveWatcher;
}

/** Told how a move goes on. */
export interface MoveWatcher {
  waiting(): void;
  /** `isResumed`: an unfinished move goes on. Counts are of documents. */
  begins(step: 'copy' | 'verify', total: number, done: number, isResumed: boolean): void;
  collection(step: 'copy' | 'verify', collection: CollectionName): void;
  advances(documents: number): void;
}

/** A collection on both sides, as read back after the copy. */
export interface VerifiedCollection {
  readonly collection: CollectionName;
  readonly documents: number;
  readonly digest: string;
  readonly targetDocuments: number;
  readonly targetDigest: string;
  readonly same: boolean;
}

export interface MoveResult {
  readonly collections: readonly VerifiedCollection[];
  readonly verified: boolean;
  readonly resumed: boolean;
}

/**
 * Carries a whole installation from one database into another, empty one: every document of every tenant with its id and
 * version. Progress is kept in the target, so a move that was stopped or killed goes on where it was. At the end both
 * sides are read back and compared; only then does the target count as finished and can be started. The contents of the
 * queue are not moved: the sync jobs are, and the relay enqueues those that are due.
 * @throws MoveRefused, MoveStopped, DatabaseUnavailable
 */
export async function moveInstallation(
  app: Pick<Application, 'database' | 'clock' | 'newId'>,
  target: Database,
  options: MoveOptions,
): Promise<MoveResult> {
  const source = app.database;
  if (!(await findFilledCollection(source))) {
    throw new MoveRefused('The source holds no installation: there is nothing to move.');
  }
  // Commands may have filled it before it was ever started.
  const { instance } = await ensureInstanceRecord(app);
  const unfinished = await checkTarget(target, instance.installationId);
  await quietSource(app, {
    ...options,
    reason: 'it is being moved to another database',
    onWaiting: () => options.watch.waiting(),
  });
  assertGoingOn(options.signal);
  if (unfinished && options.startOver) for (const name of movedCollections) await target.transfer.empty(name);
  const resumed = unfinished !== undefined && !options.startOver;
  const record = resumed
    ? unfinished
    : await beginMove(target, {
        installationId: instance.installationId,
        from: options.from,
        startedAt: app.clock.now(),
      });
  const copied = await copyAll(source, target, record, options, resumed);
  const collections = await verifyAll(source, target, options);
  const verified = collections.every(({ same }) => same);
  const finished = { state: 'finished', finishedAt: app.clock.now() } as const;
  if (verified) {
    await patiently(() => updateMove(target, copied, finished));
    const reason = 'it was moved to another database';
    await patiently(() => source.optimistic(async (tx) => tx.operatingMode.patch(INSTANCE, INSTANCE, { reason })));
  }
  return { collections, verified, resumed };
}

async function copyAll(
  source: Database,
  target: Database,
  begun: MoveRecord,
  { watch, signal }: MoveOptions,
  resumed: boolean,
): Promise<MoveRecord> {
  let record = begun;
  const before = Object.values(begun.progress).reduce((sum, { copied }) => sum + copied, 0);
  watch.begins('copy', await countAll(source), before, resumed);
  for (const name of movedCollections) {
    let progress = record.progress[name] ?? { copied: 0, done: false };
    if (progress.done) continue;
    watch.collection('copy', name);
    const note = async (next: typeof progress) => {
      progress = next;
      const changes = { progress: { ...record.progress, [name]: next } };
      record = await patiently(() => updateMove(target, record, changes));
    };
    for await (const page of pagesOf(source, name, progress.after)) {
      assertGoingOn(signal);
      await patiently(() => target.transfer.restore(name, page as never)).catch(refuseUnstorable);
      const last = page.at(-1);
      if (last) await note({ after: positionOf(last), copied: progress.copied + page.length, done: false });
      watch.advances(page.length);
    }
    await note({ ...progress, done: true });
  }
  return record;
}

/** What one engine stores another may not: MongoDB's documents end at 16 MB. */
function refuseUnstorable(error: unknown): never {
  if (!(error instanceof UnstorableText)) throw error;
  throw new MoveRefused(`The target cannot take everything. ${error.message}`, { cause: error });
}

async function verifyAll(
  source: Database,
  target: Database,
  { watch, signal }: MoveOptions,
): Promise<VerifiedCollection[]> {
  watch.begins('verify', 2 * (await countAll(source)), 0, false);
  const collections: VerifiedCollection[] = [];
  for (const collection of movedCollections) {
    watch.collection('verify', collection);
    const read = (database: Database) =>
      digestCollection(database, collection, (documents) => {
        assertGoingOn(signal);
        watch.advances(documents);
      });
    const [here, there] = await Promise.all([read(source), read(target)]);
    collections.push({
      collection,
      ...here,
      targetDocuments: there.documents,
      targetDigest: there.digest,
      same: here.documents === there.documents && here.digest === there.digest,
    });
  }
  return collections;
}

async function countAll(database: Database): Promise<number> {
  const counts = await Promise.all(movedCollections.map((name) => database[name].countAcrossTenants()));
  return counts.reduce((sum, count) => sum + count, 0);
}

function assertGoingOn(signal: AbortSignal): void {
  if (signal.aborted) throw new MoveStopped('The move was stopped');
}
