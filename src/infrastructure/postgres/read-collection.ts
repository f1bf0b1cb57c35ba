import type { Doc } from '../../application/ports/collection.ts';
import type { Difference, ReadableCollection, SelectableField, TextField } from '../../application/ports/database.ts';
import { digestOf, type Selected } from '../../application/ports/digest-of.ts';
import type { Condition, Cursor, Query } from '../../application/ports/query.ts';
import { cursorOf } from '../documents/cursor-of.ts';
import type { AnyCondition, AnyDoc } from '../documents/declared-fields.ts';
import { isLookup } from '../documents/is-lookup.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { CollectionStatements } from './collection-statements.ts';
import {
  type AnyQuery,
  type Compiled,
  compileCount,
  compileCountBy,
  compileDifference,
  compileFind,
  compileFindOne,
  compileUnless,
  selectedColumns,
} from './compile-query.ts';
import type { Result, Row, Value } from './connection.ts';
import type { Statement } from './statement.ts';

/** Where reads run: the pool, or the connection of a transaction. */
export interface ReadSource {
  read(statement: Statement, values: readonly Value[]): Promise<Result>;
  /** The rows (version, doc) of these ids, as far as there are any. */
  lookUp(statements: CollectionStatements, tenant: string, ids: readonly string[]): Promise<readonly Row[]>;
  /** The same for other lookups by key, which take so little time that they may share a connection. */
  readQuickly(statement: Statement, values: readonly Value[]): Promise<Result>;
}

const DEFAULT_BATCH = 500;

export class ReadCollection<T extends Doc> implements ReadableCollection<T> {
  protected readonly statements: CollectionStatements;
  protected readonly source: ReadSource;

  constructor(statements: CollectionStatements, source: ReadSource) {
    this.statements = statements;
    this.source = source;
  }

  async get(tenant: string, id: string): Promise<T | undefined> {
    if (!isStorable(tenant) || !isStorable(id)) return undefined;
    const [row] = await this.source.lookUp(this.statements, tenant, [id]);
    return row === undefined ? undefined : decode<T>(row);
  }

  async getMany(tenant: string, ids: readonly string[]): Promise<T[]> {
    const wanted = ids.filter(isStorable);
    if (wanted.length === 0 || !isStorable(tenant)) return [];
    return (await this.source.lookUp(this.statements, tenant, wanted)).map(decode<T>);
  }

  async find(tenant: string, query: Query<T> = {}): Promise<T[]> {
    if (!isStorable(tenant)) return [];
    const { table } = this.statements;
    const quick = isLookup(table, query.where as unknown as AnyCondition | undefined);
    return this.#found(tenant, query as unknown as AnyQuery, quick);
  }

  async select<K extends SelectableField<T>>(
    tenant: string,
    fields: readonly K[],
    query: Query<T> = {},
  ): Promise<Pick<T, K>[]> {
    if (!isStorable(tenant)) return [];
    const { table } = this.statements;
    const selected = query as unknown as AnyQuery;
    const quick = isLookup(table, selected.where);
    const parts = compileFind(table, tenant, selected, selectedColumns(table, fields));
    const wanted = query.limit ?? Number.POSITIVE_INFINITY;
    const found: Row[] = [];
    for (const part of parts) {
      if (found.length >= wanted) break;
      const { rows } = await this.#run(part, quick);
      for (const row of rows.slice(0, wanted - found.length)) found.push(row);
    }
    return found.map((row) => pickedFrom<T, K>(fields, row));
  }

  async selectUnless<K extends SelectableField<T>>(
    tenant: string,
    fields: readonly K[],
    knownDigest: string | undefined,
    query: Query<T> = {},
  ): Promise<Pick<T, K>[] | undefined> {
    if (knownDigest === undefined) return await this.select(tenant, fields, query);
    const { table } = this.statements;
    const parts = isStorable(tenant)
      ? compileFind(table, tenant, query as unknown as AnyQuery, selectedColumns(table, fields))
      : [];
    const [only] = parts;
    if (only === undefined || parts.length > 1) {
      const selected = await this.select(tenant, fields, query);
      return digestOf(fields, selected as readonly Selected<K>[]) === knownDigest ? undefined : selected;
    }
    const { rows } = await this.#run(compileUnless(only, fields.length, knownDigest));
    const [[isOther] = []] = rows;
    if (isOther !== 't') return undefined;
    return rows.flatMap(([, place, ...row]) => (place === null ? [] : pickedFrom<T, K>(fields, row)));
  }

  async difference(
    tenant: string,
    where: Condition<T>,
    field: TextField<T>,
    values: readonly string[],
  ): Promise<Difference> {
    const listed = [...new Set(values)];
    if (!isStorable(tenant)) return { missing: listed, others: [] };
    // What cannot be stored is nobody's value.
    const [comparable, foreign] = [listed.filter(isStorable), listed.filter((value) => !isStorable(value))];
    const condition = where as unknown as AnyCondition;
    const { rows } = await this.#run(compileDifference(this.statements.table, tenant, condition, field, comparable));
    const valuesOf = (side: 0 | 1) => rows.flatMap((row) => row[side] ?? []);
    return { missing: [...valuesOf(0), ...foreign], others: valuesOf(1) };
  }

  async findOne(tenant: string, where: Condition<T>): Promise<T | undefined> {
    if (!isStorable(tenant)) return undefined;
    const { table } = this.statements;
    const condition = where as unknown as AnyCondition;
    return (await this.#documents(compileFindOne(table, tenant, condition), isLookup(table, condition)))[0];
  }

  async count(tenant: string, where?: Condition<T>): Promise<number> {
    if (!isStorable(tenant)) return 0;
    return this.#count(compileCount(this.statements.table, tenant, where as unknown as AnyCondition | undefined));
  }

  async countBy(tenant: string, field: keyof T & string, where?: Condition<T>): Promise<Map<string, number>> {
    if (!isStorable(tenant)) return new Map();
    const condition = where as unknown as AnyCondition | undefined;
    const { rows } = await this.#run(compileCountBy(this.statements.table, tenant, field, condition));
    const kind = this.statements.table.kinds.get(field);
    const written = (value: string): string => {
      if (kind === 'boolean') return value === 't' ? 'true' : 'false';
      return kind === 'number' || kind === 'version' ? String(Number(value)) : value;
    };
    return new Map(rows.map(([value, count]) => [written(value ?? ''), Number(count)]));
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
    return cursorOf(this.statements.table, sort ?? [], doc as unknown as AnyDoc);
  }

  async findAcrossTenants(query: Query<T>): Promise<T[]> {
    return this.#found(undefined, query as unknown as AnyQuery, false);
  }

  async countAcrossTenants(where?: Condition<T>): Promise<number> {
    return this.#count(compileCount(this.statements.table, undefined, where as unknown as AnyCondition | undefined));
  }

  async #found(tenant: string | undefined, query: AnyQuery, quick: boolean): Promise<T[]> {
    const [first, second] = compileFind(this.statements.table, tenant, query);
    const found = first === undefined ? [] : await this.#documents(first, quick);
    const wanted = query.limit ?? Number.POSITIVE_INFINITY;
    if (second === undefined || found.length >= wanted) return found;
    found.push(...(await this.#documents(second, quick)).slice(0, wanted - found.length));
    return found;
  }

  async #documents(compiled: Compiled, quick = false): Promise<T[]> {
    return (await this.#run(compiled, quick)).rows.map(decode<T>);
  }

  async #count(compiled: Compiled): Promise<number> {
    const { rows } = await this.#run(compiled);
    return Number(rows[0]?.[0]);
  }

  #run({ text, values }: Compiled, quick = false): Promise<Result> {
    const statement = this.statements.cache.of(text);
    return quick ? this.source.readQuickly(statement, values) : this.source.read(statement, values);
  }
}

function pickedFrom<T, K extends keyof T>(fields: readonly K[], row: Row): Pick<T, K> {
  const picked: Partial<Record<K, string | number>> = {};
  for (let place = 0; place < fields.length; place++) {
    const field = fields[place];
    const value = row[place];
    if (field === undefined || value === null || value === undefined) continue;
    picked[field] = field === 'version' ? Number(value) : value;
  }
  return picked as unknown as Pick<T, K>;
}

function decode<T extends Doc>(row: Row): T {
  const doc = JSON.parse(row[1] ?? '{}') as T & { version: number };
  doc.version = Number(row[0]);
  return doc;
}
