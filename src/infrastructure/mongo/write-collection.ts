import type { mongo } from 'mongoose';
import type { Doc } from '../../application/ports/collection.ts';
import type { Draft, FieldsToSet, WritableCollection } from '../../application/ports/database.ts';
import type { Condition } from '../../application/ports/query.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { isStorable } from '../documents/storable-text.ts';
import { compileCondition } from './compile-condition.ts';
import { compileFilter } from './compile-query.ts';
import { assertStorableRow, encodeChange, encodeDocument } from './encode-document.ts';
import { isDuplicateKey, uniqueViolation } from './mongo-errors.ts';
import { ReadCollection } from './read-collection.ts';
import { STATEMENT_TIMEOUT_MS } from './statement-timeout.ts';
import type { StoredCollection, StoredDocument } from './stored-collection.ts';
import type { TransactionSource } from './transaction-source.ts';
import { bumpOperation, insertOperation, patchOperation, replaceOperation, updateOf } from './write-operation.ts';

export class WriteCollection<T extends Doc> extends ReadCollection<T> implements WritableCollection<T> {
  readonly #source: TransactionSource;

  constructor(collection: StoredCollection, source: TransactionSource) {
    super(collection, source);
    this.#source = source;
  }

  insert(doc: Draft<T>): void {
    this.#source.buffer(insertOperation(this.collection, encodeDocument(this.collection, doc, 1)));
  }

  insertMany(docs: readonly Draft<T>[]): void {
    for (const doc of docs) this.insert(doc);
  }

  replace(doc: Draft<T>, expectedVersion: number): void {
    const expected = Math.trunc(expectedVersion);
    const document = encodeDocument(this.collection, doc, expected + 1);
    this.#source.buffer(replaceOperation(this.collection, document, expected));
  }

  patch(tenant: string, id: string, set: FieldsToSet<T>, when?: Condition<T>): void {
    assertStorableRow(tenant, id);
    const change = encodeChange(this.collection, set);
    const filter =
      when === undefined ? undefined : compileCondition(when as unknown as AnyCondition, this.collection, tenant);
    this.#source.buffer(patchOperation(this.collection, tenant, id, change, filter));
  }

  async updateWhere(tenant: string, where: Condition<T>, set: FieldsToSet<T>): Promise<number> {
    const change = encodeChange(this.collection, set);
    if (!isStorable(tenant)) return 0;
    const filter = this.#filter(tenant, where);
    const update = updateOf(this.collection, change);
    return this.#source.write(this.collection, async (driver, options) => {
      const result = await driver.updateMany(filter, update, options).catch((error: unknown) => {
        throw isDuplicateKey(error) ? uniqueViolation(error, this.collection) : error;
      });
      return result.matchedCount;
    });
  }

  async deleteWhere(tenant: string, where: Condition<T>): Promise<number> {
    if (!isStorable(tenant)) return 0;
    const filter = this.#filter(tenant, where);
    return this.#source.write(this.collection, async (driver, options) => {
      const { deletedCount } = await driver.deleteMany(filter, { ...options, maxTimeMS: STATEMENT_TIMEOUT_MS });
      return deletedCount;
    });
  }

  bump(tenant: string, ids: readonly string[]): void {
    for (const id of ids) assertStorableRow(tenant, id);
    for (const id of new Set(ids)) this.#source.buffer(bumpOperation(this.collection, tenant, id));
  }

  #filter(tenant: string, where: Condition<T>): mongo.Filter<StoredDocument> {
    const condition = where as unknown as AnyCondition;
    return compileFilter(this.collection, tenant, condition) as mongo.Filter<StoredDocument>;
  }
}
