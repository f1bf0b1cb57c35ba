import { AlreadyExists } from './errors.ts';
import { UniqueViolation } from './ports/storage-errors.ts';

/** A violated key `name` in the caller's terms; any other error as it is. */
export const nameTaken = (error: unknown): unknown =>
  error instanceof UniqueViolation && error.key === 'name'
    ? new AlreadyExists('name', 'This name is taken already')
    : error;
