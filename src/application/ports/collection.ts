import type { Condition } from './query.ts';

/** What every stored document carries. */
export interface Doc {
  /** Made by the application, never by the database (UUIDv7 unless the id is a natural key). */
  readonly id: string;
  /** The organization that owns the document, or `instance`. No query runs without it. */
  readonly tenant: string;
  /** Raised by every write, starting at 1. What a caller passes in is ignored on insert. */
  readonly version: number;
}

/** The tenant of accounts, organizations, sessions, leases and everything else that belongs to the whole instance. */
export const INSTANCE = 'instance';

/**
 * How a field is stored and compared. Only declared fields can be queried, sorted by, or used in keys and indexes;
 * undeclared fields are stored and returned untouched.
 * - `string`: compared exactly; `folded string`: compared by `foldCase`, returned as written.
 * - `json`: any JSON, queried by path; `folded json`: the same, comparing every string below it by `foldCase`
 *   unless a condition says `caseExact: true`.
 * - `number`: a finite double; `boolean`.
 * `id` is always queryable and sortable, as a `string`.
 */
export type FieldKind = 'string' | 'folded string' | 'number' | 'boolean' | 'json' | 'folded json';

export interface UniqueKey<T> {
  /** Names the key in a `UniqueViolation`. */
  readonly name: string;
  /** Unique within the tenant. Documents in which one of these is absent are not covered. */
  readonly fields: readonly (keyof T & string)[];
  /** Only documents satisfying this are covered (partial key): conjunctions of `eq`, `in`, `present` and their negation. */
  readonly where?: Condition<T>;
}

export interface Index<T> {
  readonly name: string;
  readonly fields: readonly (keyof T & string)[];
  readonly where?: Condition<T>;
  /** Documents that have the first so many fields in common are few: finding them is a lookup. Default: all fields. */
  readonly few?: number;
  /** Serves one of the listed queries across tenants (relay, due dates, account deletion): the tenant does not lead it. */
  readonly acrossTenants?: boolean;
}

/** The declaration of a collection: written once, from which each adapter makes its table or collection and indexes. */
export interface CollectionSpec<T extends Doc> {
  readonly name: string;
  readonly fields: { readonly [K in Exclude<keyof T & string, keyof Doc>]?: FieldKind };
  readonly unique: readonly UniqueKey<T>[];
  readonly indexes: readonly Index<T>[];
}

export const declareCollection = <T extends Doc>(spec: CollectionSpec<T>): CollectionSpec<T> => spec;
