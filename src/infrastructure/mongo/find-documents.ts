import type { mongo } from 'mongoose';
import { type CompiledQuery, namingStages } from './compile-query.ts';
import type { DriverCollection, Session } from './mongo-connection.ts';
import { STATEMENT_TIMEOUT_MS } from './statement-timeout.ts';
import type { StoredDocument } from './stored-collection.ts';

type Wanted = Pick<CompiledQuery, 'filter' | 'sort'> &
  Partial<CompiledQuery> & {
    /** Which parts of the documents are wanted; all unless it is given. */
    readonly projection?: Readonly<Record<string, 1>>;
  };

/** Documents of one round trip to the server when there are many. */
const BATCH = 2_000;

/** Runs a query: plainly, or as a pipeline when there is something to work out or to look up for it. */
export function documentsOf(
  driver: DriverCollection,
  query: Wanted,
  options: { readonly session?: Session },
): Promise<StoredDocument[]> {
  const { filter, sort, computed, after, naming, limit, offset = 0, projection } = query;
  const cursorOptions = {
    ...options,
    batchSize: limit === undefined ? BATCH : Math.min(limit, BATCH),
    maxTimeMS: STATEMENT_TIMEOUT_MS,
  };
  if (computed === undefined && naming === undefined) {
    return driver
      .find(filter as mongo.Filter<StoredDocument>, {
        ...cursorOptions,
        ...(sort === undefined ? undefined : { sort }),
        ...(limit === undefined ? undefined : { limit }),
        ...(offset === 0 ? undefined : { skip: offset }),
        ...(projection && { projection }),
      })
      .toArray();
  }
  const pipeline: mongo.Document[] = [
    { $match: filter },
    ...(computed === undefined ? [] : [{ $set: computed }]),
    ...(after === undefined ? [] : [{ $match: after }]),
    ...(sort === undefined ? [] : [{ $sort: sort }]),
    ...namingStages(naming),
    ...(offset === 0 ? [] : [{ $skip: offset }]),
    ...(limit === undefined ? [] : [{ $limit: limit }]),
    ...(computed === undefined ? [] : [{ $unset: Object.keys(computed) }]),
    ...(projection ? [{ $project: projection }] : []),
  ];
  return driver.aggregate<StoredDocument>(pipeline, cursorOptions).toArray();
}
