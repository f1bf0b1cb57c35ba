import {
  Conflict,
  DatabaseUnavailable,
  DocumentTooLarge,
  UniqueViolation,
} from '../../application/ports/storage-errors.ts';
import type { StoredCollection } from './stored-collection.ts';

/** The connection broke, so whatever was under way may or may not have happened. */
export class ConnectionLost extends DatabaseUnavailable {}

/** A commit was sent and nobody could be asked what became of it: repeating the work could do it twice. */
export class OutcomeUnknown extends DatabaseUnavailable {
  constructor(cause: unknown) {
    super('The database did not say whether the transaction was committed', { cause });
  }
}

/** The server answers and cannot be used as it is: no waiting mends that. */
export class UnsuitableServer extends Error {
  override readonly name = 'UnsuitableServer';
}

interface DriverError extends Error {
  readonly code?: number | string;
  readonly errorLabels?: readonly string[];
  hasErrorLabel?(label: string): boolean;
}

const codes = {
  duplicateKey: 11_000,
  /** Write conflict, no such transaction, snapshot too old or not there, lock timeout, write would break an order. */
  conflict: new Set<unknown>([112, 251, 239, 246, 24, 225, 267]),
  tooLarge: new Set<unknown>([10_334, 17_419, 17_420, 'ERR_OUT_OF_RANGE']),
  refused: new Set<unknown>([18, 13, 8_000, 8_002]),
  /** Not primary, stepping down, shutting down, starting, out of time, write concern not met, out of disk. */
  unavailable: new Set<unknown>([
    6, 7, 50, 63, 64, 89, 91, 100, 133, 134, 189, 262, 317, 9_001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
    14_031,
  ]),
} as const;

/** Whoever retries on these meets another primary, or the same one awake. */
const changesOfPrimary = new Set<unknown>([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436, 10_058]);

const lostNames =
  /^Mongo(Network|NetworkTimeout|PoolCleared|PoolClearedOnNetwork|OperationTimeout)\w*Error$|PoolCleared/;
const unavailableNames =
  /^Mongo(ServerSelection|ServerClosed|TopologyClosed|NotConnected|ClientClosed|WaitQueueTimeout|ConnectionPoolClosed|PoolClosed)\w*Error$|^MongooseServerSelectionError$/;

const isDriverError = (error: unknown): error is DriverError =>
  typeof error === 'object' && error !== null && typeof (error as DriverError).message === 'string';

export const hasLabel = (error: unknown, label: string): boolean =>
  isDriverError(error) && error.hasErrorLabel?.(label) === true;

export const isDuplicateKey = (error: unknown): error is DriverError =>
  isDriverError(error) && error.code === codes.duplicateKey;

/** Which of the writes sent together failed. */
export const failedWrite = (error: unknown): number => {
  const first = [(error as { readonly writeErrors?: unknown }).writeErrors].flat()[0];
  return (first as { readonly index?: number } | undefined)?.index ?? 0;
};

/** The declared key that a duplicate broke. The server's message names the index, and then values that stay there. */
export function uniqueViolation(error: DriverError, collection: StoredCollection): UniqueViolation {
  const name = / index: (\S+) dup key/.exec(error.message)?.[1] ?? '';
  const index = collection.indexes.find((candidate) => name.startsWith(`${candidate.name}-`));
  return new UniqueViolation(collection.collection, index?.declared ?? 'id');
}

/** The port's word for what the driver reported; anything that is nobody's bad luck is returned as it is. */
export function translateError(error: unknown, collection?: string): unknown {
  if (!isDriverError(error) || error instanceof DatabaseUnavailable) return error;
  const wrapped = (error as { readonly errorResponse?: unknown }).errorResponse;
  // Writes sent together hide what kept them from being sent at all.
  if (error.name === 'MongoBulkWriteError' && wrapped instanceof Error) return translateError(wrapped, collection);
  const { code, name } = error;
  if (codes.conflict.has(code)) return new Conflict('A document was changed by somebody else', { cause: error });
  if (changesOfPrimary.has(code)) {
    return new ConnectionLost(`The database is changing its primary (${code})`, { cause: error });
  }
  if (lostNames.test(name)) {
    return new ConnectionLost(`The connection to the database was lost (${name})`, { cause: error });
  }
  if (codes.refused.has(code)) {
    return new DatabaseUnavailable(
      'The database refused the user name or the password in DATABASE_URL, or what that user may do: check both and `authSource`',
    );
  }
  if (codes.unavailable.has(code)) {
    return new DatabaseUnavailable(`The database cannot serve (${code})`, { cause: error });
  }
  if (unavailableNames.test(name)) return unreachable(error);
  if (codes.tooLarge.has(code) || /larger than the maximum size|BSONObj size|BSONObjectTooLarge/.test(error.message)) {
    return new DocumentTooLarge(collection ?? 'the collection');
  }
  if (hasLabel(error, 'TransientTransactionError')) {
    return new Conflict('The transaction could not go on', { cause: error });
  }
  return error;
}

/** A server that cannot be selected may be there and refuse the credentials: the reason is further down. */
function unreachable(error: DriverError): DatabaseUnavailable {
  let reason: unknown = (error as { readonly reason?: unknown }).reason;
  for (const server of (
    reason as { readonly servers?: Map<string, { error?: unknown }> } | undefined
  )?.servers?.values() ?? []) {
    if (server.error) reason = server.error;
  }
  if (isDriverError(reason) && codes.refused.has(reason.code)) {
    return translateError(reason) as DatabaseUnavailable;
  }
  return new DatabaseUnavailable('The database cannot be reached at the address in DATABASE_URL, or has no primary', {
    cause: error,
  });
}
