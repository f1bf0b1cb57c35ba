import type { AnyCondition, DeclaredFields } from './declared-fields.ts';

/**
 * Whether a condition names every field of a key or an index (or the id), so that the server goes straight to the few
 * rows it finds: such a read may share a connection with others, as it never holds them up.
 */
export function isLookup({ spec }: Pick<DeclaredFields, 'spec'>, where: AnyCondition | undefined): boolean {
  if (where === undefined) return false;
  const conjuncts = conjunctsOf(where);
  const fixed = new Set<unknown>();
  for (const part of conjuncts) if (part.op === 'eq') fixed.add(part.field);
  if (fixed.has('id')) return true;
  const { unique, indexes } = spec;
  return [...unique, ...indexes].some(
    (key) =>
      key.fields.every((field) => fixed.has(field)) && (key.where === undefined || isAmong(key.where, conjuncts)),
  );
}

/** The conditions that all must hold. */
export const conjunctsOf = (where: AnyCondition): readonly AnyCondition[] =>
  where.op === 'and' ? where.conditions.flatMap(conjunctsOf) : [where];

/** A partial key serves queries that ask for what it covers, in the same words. */
export function isAmong(wanted: AnyCondition, conjuncts: readonly AnyCondition[]): boolean {
  if (wanted.op === 'and') return wanted.conditions.every((part) => isAmong(part, conjuncts));
  const text = JSON.stringify(wanted);
  return conjuncts.some((part) => part.op === wanted.op && JSON.stringify(part) === text);
}
