import { LastAdministrator } from '../access/last-administrator.ts';
import { AlreadyExists, Forbidden, InvalidInput, NotAllowedNow, NotFound } from '../errors.ts';
import { Conflict, Contention, DatabaseUnavailable, UniqueViolation, UnstorableText } from '../ports/storage-errors.ts';

/** Whether the job is tried again without anybody's doing, or rests as failed. */
export type AfterFailure = 'tried_again' | 'rests';

const next: Readonly<Record<AfterFailure, string>> = {
  tried_again: 'It will be tried again by itself.',
  rests: 'Retry it.',
};
const nextOnceMended: Readonly<Record<AfterFailure, string>> = {
  tried_again: next.tried_again,
  rests: 'Remove the cause, then retry it.',
};

/**
 * Why a job failed and what to do, for whoever reads the job. Only messages of our own that are written for people are
 * passed on; of everything else (a driver's text, a stack, a path) the log alone has the detail, under the job's id.
 */
export function failureSentence(error: unknown, after: AfterFailure): string {
  if (error instanceof DatabaseUnavailable) return `The database could not be reached. ${next[after]}`;
  if (error instanceof Contention || error instanceof Conflict) {
    return `Too many other changes to the same people were under way. ${next[after]}`;
  }
  if (error instanceof NotFound) {
    return `Something it needs was deleted in the meantime (${error.kind}). ${next[after]}`;
  }
  if (error instanceof UnstorableText) {
    return `A text it would store is too long or contains characters that cannot be stored. ${nextOnceMended[after]}`;
  }
  if (error instanceof UniqueViolation) {
    return `Something it would create came into being at the same moment. ${next[after]}`;
  }
  if (isForPeople(error)) return `${asSentence(error.message)} ${nextOnceMended[after]}`;
  return `An unexpected error stopped it; the service’s log has the details under the job’s id. ${nextOnceMended[after]}`;
}

const isForPeople = (error: unknown): error is Error =>
  [InvalidInput, AlreadyExists, NotAllowedNow, Forbidden, LastAdministrator].some((type) => error instanceof type);

const asSentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
