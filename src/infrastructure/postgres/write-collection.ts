import type { Doc } from '../../application/ports/collection.ts';
import type { Draft, FieldsToSet, WritableCollection } from '../../application/ports/database.ts';
import type { Condition } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { assertNotNamedBy } from '../documents/named-by.ts';
import { assertKeyLength, isStorable } from '../documents/storable-text.ts';
import type { CollectionStatements } from './collection-statements.ts';
import type { CollectionTable } from './collection-table.ts';
import { compileCondition } from './compile-condition.ts';
import { whereClause, whereTests } from './compile-query.ts';
import type { Result, Value } from './connection.ts';
import { encodeChange, encodeDocument } from './encode-document.ts';
import { RowParameters, StatementParameters } from './parameters.ts';
import { ReadCollection, type ReadSource } from './read-collection.ts';
import type { Statement } from './statement.ts';
import type { Write } from './write-buffer.ts';

/** A transaction as its collections see it. */
export interface WriteSource extends ReadSource {
  buffer(write: Write): void;
  /** Runs a write whose result is wanted now, after everything buffered. */
  write(statement: Statement, values: readonly Value[]): Promise<Result>;
}

export class WriteCollection<T extends Doc> extends ReadCollection<T> implements WritableCollection<T> {
  readonly #source: WriteSource;

  constructor(statements: CollectionStatements, source: WriteSource) {
    super(statements, source);
    this.#source = source;
  }

  insert(doc: Draft<T>): void {
    const { table } = this.statements;
    const { document, folded } = encodeDocument(table, doc);
    const element = folded === undefined ? document : `{"d":${document},"f":${folded}}`;
    this.#source.buffer({ kind: 'insert', table, ...rowOf(doc), element });
  }

  insertMany(docs: readonly Draft<T>[]): void {
    for (const doc of docs) this.insert(doc);
  }

  replace(doc: Draft<T>, expectedVersion: number): void {
    const { table } = this.statements;
    const { document, folded } = encodeDocument(table, doc);
    const copies = folded === undefined ? '' : `,"f":${folded}`;
    const element = `{"v":${Math.trunc(expectedVersion)},"d":${document}${copies}}`;
    this.#source.buffer({ kind: 'replace', table, ...rowOf(doc), element });
  }

  patch(tenant: string, id: string, set: FieldsToSet<T>, when?: Condition<T>): void {
    const { table } = this.statements;
    const row = storableRow(tenant, id);
    const { document, folded, removed } = encodeChange(table, set);
    let element = `{"t":${JSON.stringify(tenant)},"i":${JSON.stringify(id)},"s":${document}`;
    if (removed.length > 0) element += `,"u":${JSON.stringify(removed)}`;
    if (folded !== undefined) element += `,"f":${folded}`;
    let test: string | undefined;
    if (when !== undefined) {
      const values = new RowParameters(`(e->'p')`);
      test = compileCondition(when as unknown as AnyCondition, table, values);
      element += `,"p":${JSON.stringify(values.values)}`;
    }
    this.#source.buffer({
      kind: 'patch',
      table,
      ...row,
      element: `${element}}`,
      removes: removed.length > 0,
      folds: folded !== undefined,
      ...(test === undefined ? undefined : { when: test }),
    });
  }

  #tests(tenant: string, where: Condition<T>, values: StatementParameters): string[] {
    const condition = where as unknown as AnyCondition;
    assertNotNamedBy(condition);
    return whereTests(this.statements.table, tenant, condition, values);
  }

  async updateWhere(tenant: string, where: Condition<T>, set: FieldsToSet<T>): Promise<number> {
    if (!isStorable(tenant)) return 0;
    const { table, cache } = this.statements;
    const { document, folded, removed } = encodeChange(table, set);
    const values = new StatementParameters();
    const dropped = removed.length === 0 ? '' : ` - ${values.texts(removed)}`;
    let assignments = `version = version + 1, doc = (doc || ${values.encoded(document)})${dropped}`;
    if (folded !== undefined) assignments += `, folded = (folded || ${values.encoded(folded)})${dropped}`;
    const tests = this.#tests(tenant, where, values);
    const text = `update ${table.name} set ${assignments}${whereClause(tests)}`;
    const { rowCount } = await this.#source.write(cache.of(text), values.values);
    return rowCount ?? 0;
  }

  async deleteWhere(tenant: string, where: Condition<T>): Promise<number> {
    if (!isStorable(tenant)) return 0;
    const { table, cache } = this.statements;
    const values = new StatementParameters();
    const tests = this.#tests(tenant, where, values);
    const { rowCount } = await this.#source.write(
      cache.of(`delete from ${table.name}${whereClause(tests)}`),
      values.values,
    );
    return rowCount ?? 0;
  }

  bump(tenant: string, ids: readonly string[]): void {
    const { table } = this.statements;
    for (const id of new Set(ids)) this.#source.buffer(bumpOf(table, tenant, id));
  }
}

function bumpOf(table: CollectionTable, tenant: string, id: string): Write {
  return { kind: 'bump', table, ...storableRow(tenant, id), element: JSON.stringify({ id, tenant }) };
}

function rowOf({ tenant, id }: Pick<Doc, 'tenant' | 'id'>): Pick<Doc, 'tenant' | 'id'> {
  assertKeyLength('tenant', tenant);
  assertKeyLength('id', id);
  return { tenant, id };
}

function storableRow(tenant: string, id: string): Pick<Doc, 'tenant' | 'id'> {
  if (!isStorable(tenant)) throw new UnstorableText('tenant');
  if (!isStorable(id)) throw new UnstorableText('id');
  return rowOf({ tenant, id });
}
