/** A unique key would be violated. `key` is the declared name, or `id`. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly collection: string;
  readonly key: string;
  constructor(collection: string, key: string) {
    super(`${collection} already holds a document with this ${key}`);
    this.collection = collection;
    this.key = key;
  }
}

/** A document was changed by somebody else since it was read. The transaction runner retries; callers rarely see it. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** The bounded retries of a transaction were used up. Surfaces answer 503 with `Retry-After`, jobs are retried. */
export class Contention extends Error {
  override readonly name = 'Contention';
}

/** The database cannot be reached or cannot serve right now. Surfaces answer 503 with `Retry-After`, jobs are retried. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** A string holds NUL or a lone surrogate, which no engine can store faithfully. `path` names where. */
export class UnstorableText extends Error {
  override readonly name = 'UnstorableText';
  readonly path: string;
  constructor(path: string) {
    super(`The text at ${path} contains a NUL character or a broken Unicode pair, which cannot be stored`);
    this.path = path;
  }
}
