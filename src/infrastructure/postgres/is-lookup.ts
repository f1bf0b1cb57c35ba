import type { AnyCondition, CollectionTable } from './collection-table.ts';

/**
 * Whether a condition names every field of a key or an index (or the id), so that the server goes straight to the few
 * rows it finds: such a read may share a connection with others, as it never holds them up.
 */
export function isLookup(table: CollectionTable, where: AnyCondition | undefined): boolean {
  if (where === undefined) return false;
  const conjuncts = where.op === 'and' ? where.conditions : [where];
  const fixed = new Set<unknown>();
  for (const part of conjuncts) if (part.op === 'eq') fixed.add(part.field);
  if (fixed.has('id')) return true;
  const { unique, indexes } = table.spec;
  return [...unique, ...indexes].some(
    (key) =>
      key.fields.every((field) => fixed.has(field)) && (key.where === undefined || isAmong(key.where, conjuncts)),
  );
}

/** A partial key serves queries that ask for what it covers, in the same words. */
function isAmong(wanted: AnyCondition, conjuncts: readonly AnyCondition[]): boolean {
  if (wanted.op === 'and') return wanted.conditions.every((part) => isAmong(part, conjuncts));
  const text = JSON.stringify(wanted);
  return conjuncts.some((part) => part.op === wanted.op && JSON.stringify(part) === text);
}
