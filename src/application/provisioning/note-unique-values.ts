import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import { type ClaimedValue, claimedValues } from '../../domain/provisioning/unique-value.ts';
import type { Application } from '../application.ts';
import type { Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';
import { currentDefinitions } from './current-definitions.ts';

/** A directory record as far as its unique values go. */
export interface Claimant {
  readonly id: string;
  readonly tenant: string;
  readonly connectionId: string;
  readonly attributes: JsonObject;
}

type Kind = ExtensionSchema['resourceType'];
type Claim = { readonly attribute: string; readonly key: string };

/** Writes the rows of a new record's unique values. A value another record has fails with `UniqueViolation`. */
export async function insertUniqueValues(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'connections' | 'uniqueValues'>,
  connection: Connection,
  kind: Kind,
  record: Claimant,
): Promise<void> {
  const schemas = await currentDefinitions(tx, connection, kind, record.attributes);
  insertRows(app, tx, record, claimsOf(schemas, kind, record.attributes));
}

/**
 * Brings the rows of a record to the unique values it has now. The record is written by compare-and-swap in the same
 * transaction, so no two do this at once, and no snapshot is needed. Costs nothing where the values stay as they are.
 */
export async function changeUniqueValues(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'connections' | 'uniqueValues'>,
  connection: Connection,
  kind: Kind,
  before: JsonObject,
  record: Claimant,
): Promise<void> {
  if (!changesExtension(connection, before, record.attributes)) return;
  const schemas = await currentDefinitions(tx, connection, kind, { ...before, ...record.attributes });
  const wanted = claimsOf(schemas, kind, record.attributes);
  if (!sameClaims(claimsOf(schemas, kind, before), wanted)) await writeClaims(app, tx, record, wanted);
}

/**
 * Writes the rows a record should have and lacks, whatever it had before. The record must be guarded against changes in the
 * same transaction. Answers whether there was anything to do.
 */
export async function completeUniqueValues(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'uniqueValues'>,
  schemas: readonly ExtensionSchema[],
  kind: Kind,
  record: Claimant,
): Promise<boolean> {
  return await writeClaims(app, tx, record, claimsOf(schemas, kind, record.attributes));
}

async function writeClaims(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'uniqueValues'>,
  record: Claimant,
  wanted: readonly Claim[],
): Promise<boolean> {
  const { tenant } = record;
  const rows = await tx.uniqueValues.find(tenant, { where: eq('recordId', record.id) });
  const known = new Set(rows.map(nameOf));
  const names = new Set(wanted.map(nameOf));
  const missing = wanted.filter((claim) => !known.has(nameOf(claim)));
  for (const row of rows) {
    if (row.key !== undefined && names.has(nameOf(row))) continue;
    const next = missing.shift();
    if (next) tx.uniqueValues.patch(tenant, row.id, { attribute: next.attribute, key: next.key });
    else if (row.key !== undefined) tx.uniqueValues.patch(tenant, row.id, { key: undefined });
  }
  const isShort = wanted.some((claim) => !known.has(nameOf(claim)));
  insertRows(app, tx, record, missing);
  return isShort;
}

const changesExtension = ({ extensionSchemas }: Connection, before: JsonObject, after: JsonObject): boolean =>
  (extensionSchemas?.schemas ?? []).some(({ id }) => !isDeepStrictEqual(before[id], after[id]));

const nameOf = ({ attribute, key }: { readonly attribute: string; readonly key?: string }): string =>
  `${attribute} ${key ?? ''}`;

const sameClaims = (one: readonly Claim[], other: readonly Claim[]): boolean => {
  const names = new Set(one.map(nameOf));
  return one.length === other.length && other.every((claim) => names.has(nameOf(claim)));
};

const claimsOf = (schemas: readonly ExtensionSchema[], kind: Kind, attributes: JsonObject): readonly Claim[] =>
  claimedValues(schemas, kind, attributes).map(toClaim);

/** Bounded in length, and no second place where the value itself is stored. */
const toClaim = ({ attribute, text }: ClaimedValue): Claim => ({
  attribute,
  key: hash('sha256', text, 'base64url'),
});

function insertRows(
  app: Pick<Application, 'newId'>,
  tx: Pick<Transaction, 'uniqueValues'>,
  { id: recordId, tenant, connectionId }: Claimant,
  claims: readonly Claim[],
): void {
  const rows = claims.map((claim) => ({ id: app.newId(), tenant, connectionId, recordId, ...claim }));
  if (rows.length > 0) tx.uniqueValues.insertMany(rows);
}
