import type { Doc } from './collection.ts';
import type { Collections } from './collections.ts';
import type { Condition, Cursor, Query } from './query.ts';
import type { StorageFacts } from './storage-facts.ts';
import type { Transfer } from './transfer.ts';

/** A document as the caller writes it: the version is the database's business. */
export type Draft<T extends Doc> = Omit<T, 'version'>;

/** Top-level fields to set; `undefined` removes the field. */
export type FieldsToSet<T extends Doc> = { readonly [K in keyof Draft<T>]?: Draft<T>[K] | undefined };

/** Fields that hold a text or nothing. */
export type TextField<T> = { [K in keyof T & string]: T[K] extends string | undefined ? K : never }[keyof T & string];

/** What can be read of a document by itself. */
export type SelectableField<T extends Doc> = TextField<T> | 'id' | 'version';

/** How the values among the matches of a condition differ from a list of what they should be. */
export interface Difference {
  /** Values of the list that no match has. */
  readonly missing: readonly string[];
  /** Values that are not in the list, as often as there are. */
  readonly others: readonly string[];
}

/**
 * Reads of one collection. Every method names the tenant first; a document of another tenant does not exist for it.
 * Documents come back with absent fields left out (never `null` at the top level).
 */
export interface ReadableCollection<T extends Doc> {
  get(tenant: string, id: string): Promise<T | undefined>;
  /** The documents with these ids, in no particular order; unknown ids are skipped, duplicates count once. */
  getMany(tenant: string, ids: readonly string[]): Promise<T[]>;
  find(tenant: string, query?: Query<T>): Promise<T[]>;
  /** Some text fields of every match, or its version, for reading many documents of which little is wanted. */
  select<K extends SelectableField<T>>(tenant: string, fields: readonly K[], query?: Query<T>): Promise<Pick<T, K>[]>;
  /** The same, or nothing when its digest (`digestOf`) is the known one: then an engine that can does not send it. */
  selectUnless<K extends SelectableField<T>>(
    tenant: string,
    fields: readonly K[],
    knownDigest: string | undefined,
    query?: Query<T>,
  ): Promise<Pick<T, K>[] | undefined>;
  /** Compares the values of a declared `string` field among the matches with a list, at the cost of one look at each. */
  difference(tenant: string, where: Condition<T>, field: TextField<T>, values: readonly string[]): Promise<Difference>;
  findOne(tenant: string, where: Condition<T>): Promise<T | undefined>;
  count(tenant: string, where?: Condition<T>): Promise<number>;
  /** How many documents there are for each value of a declared scalar field; absent values are left out. */
  countBy(tenant: string, field: keyof T & string, where?: Condition<T>): Promise<Map<string, number>>;
  /**
   * Streams every match in the query's order, fetching `batchSize` (default 500) at a time by keyset, so memory does not
   * grow with the result. Outside a transaction it is not one snapshot: documents that stay put are seen exactly once.
   */
  scan(tenant: string, query?: Query<T>, batchSize?: number): AsyncIterable<T>;
  /** The keyset position of a document in the order of `query`; of the document, id and what is sorted by are enough. */
  cursorOf(query: Query<T>, doc: Pick<T, 'id'>): Cursor;
  /** The listed exceptions to tenancy: relay, due dates, sweeps, account deletion, token and session lookup by the instance. */
  findAcrossTenants(query: Query<T>): Promise<T[]>;
  countAcrossTenants(where?: Condition<T>): Promise<number>;
}

/**
 * Writes of one collection inside a transaction. The `void` ones may be held back and sent together at the next read or
 * at the end, so their errors surface there at the latest; none of them is visible to others before the commit, all of
 * them are visible to later reads of the same snapshot transaction. Strings with NUL or a lone surrogate are refused
 * with `UnstorableText` before anything is sent, and so are ids and texts in fields of keys and indexes that are longer
 * than `MAX_KEY_TEXT_BYTES`, and fields nested deeper than `MAX_JSON_DEPTH`. A unique key may pass from one document to
 * another in the order the work asks for; whether it may be taken before it is freed is left open.
 */
export interface WritableCollection<T extends Doc> extends ReadableCollection<T> {
  /** Fails with `UniqueViolation` (key `id` when the id exists). The version starts at 1. */
  insert(doc: Draft<T>): void;
  insertMany(docs: readonly Draft<T>[]): void;
  /** Compare-and-swap: `Conflict` unless the stored version is `expectedVersion`. The stored version becomes that plus 1. */
  replace(doc: Draft<T>, expectedVersion: number): void;
  /**
   * Sets (or, with `undefined`, removes) top-level fields of one document without reading it. `Conflict` when there is no
   * such document or it does not satisfy `when`.
   */
  patch(tenant: string, id: string, set: FieldsToSet<T>, when?: Condition<T>): void;
  /** Sets fields on every match; the number of documents written. */
  updateWhere(tenant: string, where: Condition<T>, set: FieldsToSet<T>): Promise<number>;
  deleteWhere(tenant: string, where: Condition<T>): Promise<number>;
  /** Raises the version of these rows, creating missing ones `{id, tenant}`, locking in sorted order whatever order is given. */
  bump(tenant: string, ids: readonly string[]): void;
}

/** All collections, ready to read and write. */
export type Transaction = { readonly [K in keyof Collections]: WritableCollection<Collections[K]> };
/** All collections, to read outside a transaction: each call sees what is committed when it runs. */
export type Reads = { readonly [K in keyof Collections]: ReadableCollection<Collections[K]> };

export interface Database extends Reads {
  /**
   * Runs `work` on one snapshot and commits all its writes or none. First committer wins: when another transaction that
   * committed since the snapshot wrote one of the same documents (replace, patch, updateWhere, deleteWhere or bump), the
   * work runs again from the start on a fresh snapshot, after a short random delay. So `work` may run several times and
   * must have no effect outside the transaction. Ids are made outside `work` where a retry must find them again: when the
   * outcome of a commit is unknown (connection lost), the work runs again and the unique id makes the repetition harmless.
   * Write skew (two transactions reading what the other writes) is NOT prevented: bump a common row (a fence) for that.
   * @throws Contention after the bounded retries; UniqueViolation at once (the work itself decides what it means);
   *   DatabaseUnavailable when the database cannot be reached; whatever `work` throws, after rolling back.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Like `transaction`, but reads see the latest committed state, each for itself, and all writes travel in one atomic
   * round trip at the end (writes are not visible to later reads). Whatever the work relies on must be guarded by
   * `expectedVersion`, `when`, or a unique key; a conflict runs the work again. The fast path of small changes.
   */
  optimistic<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Brings tables and indexes to the declared state. Safe to run by several processes at once and to repeat. What a newer
   * version has migrated is left as it is.
   */
  migrate(): Promise<void>;
  /** True when nothing is left to migrate; also when a newer version went on from there, so that both work beside each other. */
  isMigrated(): Promise<boolean>;
  /** Answers when the database does, else DatabaseUnavailable. */
  ping(): Promise<void>;
  /** Looks at the server and the schema from outside, migrated or not; changes nothing. */
  inspect(): Promise<StorageFacts>;
  /** Carries documents from one database to another as they are; for moving an installation only. */
  readonly transfer: Transfer<Collections>;
  close(): Promise<void>;
}

export type { Collections };
