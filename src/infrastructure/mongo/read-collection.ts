import type { Doc } from '../../application/ports/collection.ts';
import type { Difference, ReadableCollection, SelectableField, TextField } from '../../application/ports/database.ts';
import { digestOf, type Selected } from '../../application/ports/digest-of.ts';
import type { Condition, Cursor, Query } from '../../application/ports/query.ts';
import { cursorOf } from '../documents/cursor-of.ts';
import type { AnyCondition, AnyDoc } from '../documents/declared-fields.ts';
import { isLookup } from '../documents/is-lookup.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { Filter } from './compile-condition.ts';
import { type AnyQuery, compileFind, compileMatching, matchingStages } from './compile-query.ts';
import { countBy } from './count-by.ts';
import { decodeDocument } from './encode-document.ts';
import { documentsOf } from './find-documents.ts';
import type { ReadSource } from './read-source.ts';
import { STATEMENT_TIMEOUT_MS } from './statement-timeout.ts';
import { type StoredCollection, type StoredDocument, storedId } from './stored-collection.ts';
import { storedKey } from './stored-key.ts';

const DEFAULT_BATCH = 500;

export class ReadCollection<T extends Doc> implements ReadableCollection<T> {
  protected readonly collection: StoredCollection;
  readonly #source: ReadSource;

  constructor(collection: StoredCollection, source: ReadSource) {
    this.collection = collection;
    this.#source = source;
  }

  async get(tenant: string, id: string): Promise<T | undefined> {
    if (!isStorable(tenant) || !isStorable(id)) return undefined;
    const filter = { _id: storedId(tenant, id), t: tenant };
    const stored = await this.#source.readQuickly(this.collection, (driver, options) =>
      driver.findOne(filter, { ...options, maxTimeMS: STATEMENT_TIMEOUT_MS }),
    );
    return stored === null ? undefined : decode<T>(stored);
  }

  async getMany(tenant: string, ids: readonly string[]): Promise<T[]> {
    const wanted = [...new Set(ids)].filter(isStorable).map((id) => storedId(tenant, id));
    if (wanted.length === 0 || !isStorable(tenant)) return [];
    const query = { filter: { _id: { $in: wanted }, t: tenant }, sort: undefined };
    const found = await this.#source.readQuickly(this.collection, (driver, options) =>
      documentsOf(driver, query, options),
    );
    return found.map(decode<T>);
  }

  async find(tenant: string, query: Query<T> = {}): Promise<T[]> {
    return isStorable(tenant) ? this.#found(tenant, query as unknown as AnyQuery) : [];
  }

  async select<K extends SelectableField<T>>(
    tenant: string,
    fields: readonly K[],
    query: Query<T> = {},
  ): Promise<Pick<T, K>[]> {
    if (!isStorable(tenant)) return [];
    const compiled = compileFind(this.collection, tenant, query as unknown as AnyQuery);
    if (compiled.limit === 0) return [];
    const projection = projectionOf(fields);
    const found = await this.#source.read(this.collection, (driver, options) =>
      documentsOf(driver, { ...compiled, projection }, options),
    );
    return found.map((stored) => pickedFrom<T, K>(fields, stored));
  }

  async selectUnless<K extends SelectableField<T>>(
    tenant: string,
    fields: readonly K[],
    knownDigest: string | undefined,
    query: Query<T> = {},
  ): Promise<Pick<T, K>[] | undefined> {
    const selected = await this.select(tenant, fields, query);
    return digestOf(fields, selected as readonly Selected<K>[]) === knownDigest ? undefined : selected;
  }

  async difference(
    tenant: string,
    where: Condition<T>,
    field: TextField<T>,
    values: readonly string[],
  ): Promise<Difference> {
    const missing = new Set(values);
    const listed = new Set(values);
    const others: string[] = [];
    const matches = await this.select(tenant, [field], { where });
    for (const match of matches as readonly Partial<Record<string, string>>[]) {
      const value = match[field];
      if (value === undefined) continue;
      if (listed.has(value)) missing.delete(value);
      else others.push(value);
    }
    return { missing: [...missing], others };
  }

  async findOne(tenant: string, where: Condition<T>): Promise<T | undefined> {
    return (await this.find(tenant, { where, limit: 1 }))[0];
  }

  async count(tenant: string, where?: Condition<T>): Promise<number> {
    return isStorable(tenant) ? this.#count(tenant, where) : 0;
  }

  async countBy(tenant: string, field: keyof T & string, where?: Condition<T>): Promise<Map<string, number>> {
    if (!isStorable(tenant)) return new Map();
    const condition = where as unknown as AnyCondition | undefined;
    const pipeline = countBy(this.collection, field, compileMatching(this.collection, tenant, condition));
    const groups = await this.#source.read(this.collection, (driver, options) =>
      driver
        .aggregate<{ readonly written: unknown; readonly count: number }>(pipeline, {
          ...options,
          maxTimeMS: STATEMENT_TIMEOUT_MS,
        })
        .toArray(),
    );
    return new Map(groups.map(({ written, count }) => [String(written), count]));
  }

  async *scan(tenant: string, query: Query<T> = {}, batchSize = DEFAULT_BATCH): AsyncGenerator<T, void, undefined> {
    let { after, offset } = query;
    let left = query.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const limit = Math.min(batchSize, left);
      const batch = await this.find(tenant, {
        ...query,
        limit,
        ...(after === undefined ? undefined : { after }),
        ...(offset === undefined ? undefined : { offset }),
      });
      yield* batch;
      const last = batch.at(-1);
      if (last === undefined || batch.length < limit) return;
      left -= batch.length;
      after = this.cursorOf(query, last);
      offset = 0;
    }
  }

  cursorOf(query: Query<T>, doc: Pick<T, 'id'>): Cursor {
    const { sort } = query as unknown as AnyQuery;
    return cursorOf(this.collection, sort ?? [], doc as unknown as AnyDoc);
  }

  async findAcrossTenants(query: Query<T>): Promise<T[]> {
    return this.#found(undefined, query as unknown as AnyQuery);
  }

  async countAcrossTenants(where?: Condition<T>): Promise<number> {
    return this.#count(undefined, where);
  }

  async #found(tenant: string | undefined, query: AnyQuery): Promise<T[]> {
    const compiled = compileFind(this.collection, tenant, query);
    if (compiled.limit === 0) return [];
    const isQuick = tenant !== undefined && isLookup(this.collection, query.where);
    const found = await this.#source[isQuick ? 'readQuickly' : 'read'](this.collection, (driver, options) =>
      documentsOf(driver, compiled, options),
    );
    return found.map(decode<T>);
  }

  async #count(tenant: string | undefined, where: Condition<T> | undefined): Promise<number> {
    const matching = compileMatching(this.collection, tenant, where as unknown as AnyCondition | undefined);
    return this.#source.read(this.collection, async (driver, options) => {
      const limited = { ...options, maxTimeMS: STATEMENT_TIMEOUT_MS };
      if (matching.naming === undefined) return await driver.countDocuments(matching.filter as Filter, limited);
      const pipeline = [...matchingStages(matching), { $count: 'count' }];
      const [counted] = await driver.aggregate<{ readonly count: number }>(pipeline, limited).toArray();
      return counted?.count ?? 0;
    });
  }
}

/** Where a document's own fields are stored; all others are below `d`. */
const OWN: ReadonlyMap<string, 'i' | 't' | 'v'> = new Map([
  ['id', 'i'],
  ['tenant', 't'],
  ['version', 'v'],
]);

const projectionOf = (fields: readonly string[]): Readonly<Record<string, 1>> =>
  Object.fromEntries(fields.map((field) => [OWN.get(field) ?? `d.${storedKey(field)}`, 1]));

function pickedFrom<T, K extends keyof T & string>(fields: readonly K[], stored: StoredDocument): Pick<T, K> {
  const picked: Partial<Record<string, unknown>> = {};
  for (const field of fields) {
    const own = OWN.get(field);
    const value = own ? stored[own] : stored.d?.[storedKey(field)];
    if (value !== undefined) picked[field] = value;
  }
  return picked as Pick<T, K>;
}

const decode = <T extends Doc>(stored: StoredDocument): T => decodeDocument(stored) as unknown as T;
