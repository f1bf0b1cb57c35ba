import type { AnyCondition, AnySpec, DeclaredFields } from './declared-fields.ts';

/**
 * Whether a condition names every field of a key or an index (or the id), so that the server goes straight to the few
 * rows it finds: such a read may share a connection with others, as it never holds them up.
 */
export function isLookup({ spec }: Pick<DeclaredFields, 'spec'>, where: AnyCondition | undefined): boolean {
  if (where === undefined) return false;
  const conjuncts = conjunctsOf(where);
  const fixed = fixedFields(conjuncts);
  if (fixed.has('id')) return true;
  return [...spec.unique, ...spec.indexes].some((key) => isServed(key, key.fields, conjuncts, fixed));
}

/**
 * The index that gives what a condition matches in order of the ids, and leaves nothing else to look at: it begins with
 * the id, and the condition names all of its other fields.
 */
export function walkedIndex({ spec }: Pick<DeclaredFields, 'spec'>, where: AnyCondition | undefined) {
  if (where === undefined) return undefined;
  const conjuncts = conjunctsOf(where);
  const fixed = fixedFields(conjuncts);
  return spec.indexes.find(
    (index) => index.fields[0] === 'id' && isServed(index, index.fields.slice(1), conjuncts, fixed),
  );
}

function fixedFields(conjuncts: readonly AnyCondition[]): ReadonlySet<unknown> {
  const fixed = new Set<unknown>();
  for (const part of conjuncts) if (part.op === 'eq') fixed.add(part.field);
  return fixed;
}

const isServed = (
  { where }: Pick<AnySpec['indexes'][number], 'where'>,
  fields: readonly string[],
  conjuncts: readonly AnyCondition[],
  fixed: ReadonlySet<unknown>,
): boolean => fields.every((field) => fixed.has(field)) && (where === undefined || isAmong(where, conjuncts));

/** The conditions that all must hold. */
export const conjunctsOf = (where: AnyCondition): readonly AnyCondition[] =>
  where.op === 'and' ? where.conditions.flatMap(conjunctsOf) : [where];

/** A partial key serves queries that ask for what it covers, in the same words. */
export function isAmong(wanted: AnyCondition, conjuncts: readonly AnyCondition[]): boolean {
  if (wanted.op === 'and') return wanted.conditions.every((part) => isAmong(part, conjuncts));
  const text = JSON.stringify(wanted);
  return conjuncts.some((part) => part.op === wanted.op && JSON.stringify(part) === text);
}
