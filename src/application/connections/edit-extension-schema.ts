import { isDeepStrictEqual } from 'node:util';
import { problemsOf } from '../../domain/provisioning/check-extension-schemas.ts';
import { type Contradiction, compareSchemas, type ValuePlace } from '../../domain/provisioning/compare-schemas.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { type ExtensionSchema, findSchema } from '../../domain/provisioning/extension-schema.ts';
import { inEveryCase, rememberNames, respelledNames } from '../../domain/provisioning/former-names.ts';
import { uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotAllowedNow } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq, isIn } from '../ports/query.ts';
import { completeUniqueRows } from './complete-unique-rows.ts';
import { countRecordsWith } from './extension-values.ts';
import { requireConnection } from './require-connection.ts';

export interface ConnectionKey {
  readonly tenant: string;
  readonly connectionId: string;
}

export interface SchemaEdit {
  readonly schemaId: string;
  readonly action: 'connection.schema_declared' | 'connection.schema_changed' | 'connection.schema_removed';
  /** What becomes of the schema; undefined: it goes. Pure; throws when it cannot be done to what there is. */
  readonly decide: (before: ExtensionSchema | undefined) => ExtensionSchema | undefined;
  readonly removedValues: 'keep' | 'delete';
}

export interface EditedSchema {
  readonly connection: Connection;
  readonly before: ExtensionSchema | undefined;
  readonly after: ExtensionSchema | undefined;
  /** What is declared no longer, in every case it was ever written in. */
  readonly removed: readonly ValuePlace[];
}

/**
 * Changes one extension schema of a connection: the definitions, the rows of unique values and the audit event in one
 * transaction. The definitions are part of the connection's record and reach every process with its next read of it.
 * @throws NotFound, InvalidInput, NotAllowedNow when stored values contradict the change, and what `decide` throws
 */
export async function editExtensionSchema(
  app: Application,
  request: PersonRequest,
  { tenant, connectionId }: ConnectionKey,
  { schemaId, action, decide, removedValues }: SchemaEdit,
): Promise<EditedSchema> {
  const revision = app.newId();
  const edited = await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    const { schemas = [], former = [] } = connection.extensionSchemas ?? {};
    const before = findSchema(schemas, schemaId);
    const after = decide(before);
    const all = before
      ? schemas.flatMap((schema) => (schema === before ? (after ?? []) : [schema]))
      : [...schemas, ...(after ? [after] : [])];
    assertSound(all, after);
    const { removed, contradictions } = after
      ? compareSchemas(before, after)
      : { removed: [{ schema: before?.id ?? schemaId }], contradictions: [] };
    if (after) {
      await assertUncontradicted(tx, connection, after, [...contradictions, ...respelledNames(former, after)]);
    }

    const isChanged = !isDeepStrictEqual(before, after);
    if (isChanged) {
      const remembered = rememberNames(former, before, after);
      const extensionSchemas = { revision, schemas: all, ...(remembered.length > 0 && { former: remembered }) };
      tx.connections.replace({ ...connection, extensionSchemas }, connection.version);
      await forgetUniqueValues(tx, connection, before, after);
    }
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action,
        outcome: isChanged ? 'done' : 'unchanged',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: {
          schema: after?.id ?? before?.id ?? schemaId,
          added: namesOnlyIn(after, before),
          removed: namesOnlyIn(before, after),
          ...(removed.length > 0 && { removedValues }),
        },
      }),
    );
    return {
      connection,
      before,
      after,
      removed: before ? inEveryCase(former, before.resourceType, removed, after) : removed,
    };
  });
  await app.checkpoints.reached('schema-change:committed', { tenant });
  await completeRows(app, edited);
  return edited;
}

/** Of values that were being written while their attribute became unique, see completeUniqueRows. */
async function completeRows(app: Application, { connection, before, after }: EditedSchema): Promise<void> {
  if (!after) return;
  const places = compareSchemas(before, after).contradictions.filter(({ change }) => change !== 'type');
  await completeUniqueRows(
    app,
    connection,
    after.resourceType,
    places.map(({ place }) => place),
  );
}

function assertSound(schemas: readonly ExtensionSchema[], after: ExtensionSchema | undefined): void {
  const place = after ? schemas.indexOf(after) : -1;
  const problem = problemsOf(schemas).find((one) => one.place === place);
  if (problem) throw new InvalidInput(problem.path, problem.message);
}

async function assertUncontradicted(
  tx: Transaction,
  connection: Connection,
  { resourceType }: ExtensionSchema,
  contradictions: readonly Contradiction[],
): Promise<void> {
  const places = contradictions.map(({ place }) => place);
  if ((await countRecordsWith(tx, connection, resourceType, places)) === 0) return;
  for (const { place, label, change } of contradictions) {
    const count = await countRecordsWith(tx, connection, resourceType, [place]);
    if (count > 0) throw new NotAllowedNow(sentenceOf(change, label, count, resourceType));
  }
}

function sentenceOf(change: Contradiction['change'], label: string, count: number, resourceType: string): string {
  const holders = `${count} ${resourceType.toLowerCase()}${count === 1 ? ' has' : 's have'} a value of it`;
  switch (change) {
    case 'type':
      return `The type of ${label} cannot change while ${holders}: remove the attribute with its values first, or declare one of another name`;
    case 'uniqueness':
      return `${label} cannot be made unique while ${holders}: remove these values first`;
    case 'spelling':
      return `${label} cannot be written in another case while ${holders}: names match in any case, so write it like this`;
    case 'case':
      return `Whether ${label} is case-exact cannot change while it is unique and ${holders}`;
  }
}

/** Rows of what is unique no longer; and, of what begins to be, any that are left from an earlier declaration. */
async function forgetUniqueValues(
  tx: Transaction,
  { id, tenant }: Connection,
  before: ExtensionSchema | undefined,
  after: ExtensionSchema | undefined,
): Promise<void> {
  const [old, wanted] = [before, after].map((schema) => uniqueLabels(schema && [schema]));
  const labels = [...(old ?? []), ...(wanted ?? [])].filter(
    (label) => !(old?.includes(label) && wanted?.includes(label)),
  );
  if (labels.length === 0) return;
  await tx.uniqueValues.deleteWhere(tenant, and(eq('connectionId', id), isIn('attribute', labels)));
}

const namesOnlyIn = (one: ExtensionSchema | undefined, other: ExtensionSchema | undefined): string[] => {
  const names = new Set(other?.attributes.map(({ name }) => name));
  return (one?.attributes ?? []).map(({ name }) => name).filter((name) => !names.has(name));
};
