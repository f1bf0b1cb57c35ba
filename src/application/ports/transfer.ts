import type { Doc } from './collection.ts';

/** How far a collection has been read: the document that came last. */
export type TransferPosition = Pick<Doc, 'tenant' | 'id'>;

/**
 * Reads and stores whole collections, all tenants and versions included: what moving an installation needs and nothing
 * else may use. It knows no transaction; what it promises holds while nobody else writes.
 */
export interface Transfer<C> {
  /**
   * The documents after this position, of every tenant, in an order that is the engine's own and does not change: whoever
   * goes on after the last document of each answer sees every document once. At most `limit` of them and, where they are
   * large, fewer, so that an answer is some megabytes at most; none when there are no more.
   */
  export<K extends keyof C & string>(
    collection: K,
    after: TransferPosition | undefined,
    limit: number,
  ): Promise<(C[K] & Doc)[]>;
  /**
   * Stores different documents as they are, each with the version it carries, in place of those that have the same tenant
   * and id. When it fails it may have stored some of them; repeating it is harmless. Everything that is refused of
   * `insert` is refused here, by the same errors.
   */
  restore<K extends keyof C & string>(collection: K, docs: readonly (C[K] & Doc)[]): Promise<void>;
  /** Removes every document of every tenant. */
  empty(collection: keyof C & string): Promise<void>;
}
