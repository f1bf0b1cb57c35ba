import { Conflict, DatabaseUnavailable } from '../../application/ports/storage-errors.ts';

/** Raised inside a statement when a compare-and-swap or a `when` did not hold, so that all of its writes are undone. */
export const CONFLICT_STATE = 'HF001';

const conflictStates = new Set(['40001', '40P01', '55P03', CONFLICT_STATE]);

/** Server states in which it cannot serve now: shutting down, starting, out of connections, disk or memory, timed out. */
const unavailableStates = new Set([
  '25P03',
  '28000',
  '28P01',
  '3D000',
  '53000',
  '53100',
  '53200',
  '53300',
  '53400',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '58000',
  '58030',
]);

/** Says that this adapter is wrong, not that the connection is bad. */
const PROTOCOL_VIOLATION = '08P01';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EADDRNOTAVAIL',
]);

/** What the driver says, without a code, when the connection is gone or was never made. */
const lostMessages = /^(Connection terminated|Client (was closed|has encountered)|timeout expired|Query read timeout)/;

export interface DriverError extends Error {
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
}

/** The connection broke, so whatever was under way may or may not have happened. */
export class ConnectionLost extends DatabaseUnavailable {}

/** By its parts, not its class: errors of Node's own modules may come from another realm. */
const isDriverError = (error: unknown): error is DriverError =>
  typeof error === 'object' && error !== null && typeof (error as DriverError).message === 'string';

export const isUniqueViolation = (error: unknown): error is DriverError =>
  isDriverError(error) && error.code === '23505';

/** The port's word for what the driver reported; anything that is nobody's bad luck is returned as it is. */
export function translateError(error: unknown): unknown {
  if (!isDriverError(error)) return error;
  const { code } = error;
  if (code === undefined) {
    if (lostMessages.test(error.message))
      return new ConnectionLost('The connection to the database was lost', { cause: error });
    return error;
  }
  if (conflictStates.has(code)) return new Conflict('A document was changed by somebody else', { cause: error });
  if (networkCodes.has(code)) return new ConnectionLost(`The database cannot be reached (${code})`, { cause: error });
  if ((code.startsWith('08') && code !== PROTOCOL_VIOLATION) || code.startsWith('57P')) {
    return new ConnectionLost(`The database closed the connection (${code})`, { cause: error });
  }
  if (unavailableStates.has(code)) {
    return new DatabaseUnavailable(`The database cannot serve: ${error.message} (${code})`, { cause: error });
  }
  return error;
}
