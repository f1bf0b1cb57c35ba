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

/** The longest text, in bytes of UTF-8, that a field of a key or an index can hold, and an id: engines limit their indexes. */
export const MAX_KEY_TEXT_BYTES = 1_000;

/**
 * A string holds NUL or a lone surrogate, which no engine can store faithfully, or is too long for a key. `path` names
 * where.
 */
export class UnstorableText extends Error {
  override readonly name = 'UnstorableText';
  readonly path: string;
  constructor(path: string, reason = 'contains a NUL character or a broken Unicode pair') {
    super(`The text at ${path} ${reason}, which cannot be stored`);
    this.path = path;
  }
}

/**
 * How deep arrays and objects may be nested in one field of a document, the field's own value being level 1 when it is
 * one of them: engines limit what they store.
 */
export const MAX_JSON_DEPTH = 100;

/** A field is nested deeper than `MAX_JSON_DEPTH`; `path` names it. */
export class UnstorableDepth extends UnstorableText {
  constructor(path: string) {
    super(path);
    this.message = `The value at ${path} is nested deeper than ${MAX_JSON_DEPTH} levels, which cannot be stored`;
  }
}

/** A document is larger than the engine takes (MongoDB: 16 MB); nothing of its transaction was written. */
export class DocumentTooLarge extends UnstorableText {
  constructor(collection: string) {
    super(collection);
    this.message = `A document of ${collection} is larger than 16 MB, which cannot be stored: send it in parts`;
  }
}
