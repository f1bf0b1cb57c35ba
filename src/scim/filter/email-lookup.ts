import type { Application } from '../../application/application.ts';
import { and, eq } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { emailKey } from '../../domain/provisioning/directory-email.ts';
import { userType } from '../schema/resource-types.ts';
import type { FilterNode } from './filter-syntax.ts';

/** Where more users than this share an address, looking them up one by one helps nobody. */
const MOST_USERS = 1_000;

/**
 * The only users a filter can match because it asks for an e-mail address, found by index; undefined when it asks for
 * none. Identity providers match people this way before they create them (`emails[type eq "work"].value eq "…"`). The
 * filter itself must still be applied: the address may stand in another element than the one it describes.
 */
export async function usersByEmail(
  { database }: Pick<Application, 'database'>,
  connection: Connection,
  filter: FilterNode,
): Promise<readonly string[] | undefined> {
  const address = demandedAddress(filter);
  if (address === undefined) return undefined;
  const rows = await database.directoryEmails.find(connection.tenant, {
    where: and(eq('connectionId', connection.id), eq('address', address)),
    limit: MOST_USERS + 1,
  });
  return rows.length > MOST_USERS ? undefined : [...new Set(rows.map((row) => row.userId))];
}

/** An address without which the filter cannot hold: one of the terms that must all hold asks for it. */
function demandedAddress(node: FilterNode): string | undefined {
  switch (node.kind) {
    case 'and':
      return firstOf(node.operands, demandedAddress);
    case 'comparison':
      return isEmails(node.name, true) ? keyOf(node) : undefined;
    case 'valuePath':
      return isEmails(node.name, false) ? demandedValue(node.filter) : undefined;
    default:
      return undefined;
  }
}

/** The same within the brackets of `emails[…]`. */
function demandedValue(node: FilterNode): string | undefined {
  if (node.kind === 'and') return firstOf(node.operands, demandedValue);
  return node.kind === 'comparison' && node.name.toLowerCase() === 'value' ? keyOf(node) : undefined;
}

function keyOf(node: FilterNode): string | undefined {
  const isEquality = node.kind === 'comparison' && node.operator === 'eq' && typeof node.value === 'string';
  return isEquality ? emailKey(String(node.value)) : undefined;
}

function firstOf(nodes: readonly FilterNode[], find: (node: FilterNode) => string | undefined): string | undefined {
  for (const node of nodes) {
    const found = find(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `emails` in any spelling, and `emails.value` where a term stands outside brackets. */
function isEmails(name: string, orItsValue: boolean): boolean {
  const target = userType.find(name);
  if (target?.kind !== 'attribute') return false;
  const { label } = target.attribute;
  return label === 'emails' || (orItsValue && label === 'emails.value');
}
