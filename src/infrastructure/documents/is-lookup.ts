import type { AnyCondition, AnySpec, DeclaredFields } from './declared-fields.ts';

/** So many documents, and the few of so many values, are few. */
const FEW_VALUES = 32;

/**
 * Whether a condition names every field of a key or an index (or as many as find few documents, or the id), so that the
 * server goes straight to the few rows it finds: such a read may share a connection with others, as it never holds them up.
 */
export function isLookup({ spec }: Pick<DeclaredFields, 'spec'>, where: AnyCondition | undefined): boolean {
  if (where === undefined) return false;
  const parts = partsOf(where);
  if (parts.conjuncts.some((part) => isOneOfFew(part, 'id'))) return true;
  return (
    spec.unique.some((key) => isServed(key, key.fields, parts)) ||
    spec.indexes.some((key) => isServed(key, key.fields, parts)) ||
    spec.indexes.some((index) => findsFew(index, parts))
  );
}

const findsFew = ({ few, fields, where }: AnySpec['indexes'][number], { conjuncts }: Parts): boolean =>
  few !== undefined &&
  (where === undefined || isAmong(where, conjuncts)) &&
  fields.slice(0, few).every((field) => conjuncts.some((part) => isOneOfFew(part, field)));

const isOneOfFew = (part: AnyCondition, field: string): boolean =>
  (part.op === 'eq' && part.field === field) ||
  (part.op === 'in' && part.field === field && part.values.length <= FEW_VALUES);

/**
 * The index that gives what a condition matches in order of the ids, and leaves nothing else to look at: it begins with
 * the id, and the condition names all of its other fields.
 */
export function walkedIndex({ spec }: Pick<DeclaredFields, 'spec'>, where: AnyCondition | undefined) {
  if (where === undefined) return undefined;
  const walkable = walkableIndexes(spec);
  if (walkable.length === 0) return undefined;
  const parts = partsOf(where);
  return walkable.find((index) => isServed(index, index.fields.slice(1), parts));
}

const walkables = new WeakMap<AnySpec, AnySpec['indexes']>();

function walkableIndexes(spec: AnySpec): AnySpec['indexes'] {
  const known = walkables.get(spec);
  if (known) return known;
  const walkable = spec.indexes.filter(({ fields }) => fields[0] === 'id');
  walkables.set(spec, walkable);
  return walkable;
}

interface Parts {
  readonly where: AnyCondition;
  /** The conditions that all must hold, and the fields of which they say what they equal. */
  readonly conjuncts: readonly AnyCondition[];
  readonly fixed: ReadonlySet<unknown>;
}

/** One condition is looked at several times before another is. */
let latest: Parts | undefined;

function partsOf(where: AnyCondition): Parts {
  if (latest?.where === where) return latest;
  const conjuncts = conjunctsOf(where);
  const fixed = new Set<unknown>();
  for (const part of conjuncts) if (part.op === 'eq') fixed.add(part.field);
  latest = { where, conjuncts, fixed };
  return latest;
}

const isServed = (
  { where }: Pick<AnySpec['indexes'][number], 'where'>,
  fields: readonly string[],
  { conjuncts, fixed }: Parts,
): boolean => fields.every((field) => fixed.has(field)) && (where === undefined || isAmong(where, conjuncts));

/** The conditions that all must hold. */
export function conjunctsOf(where: AnyCondition): readonly AnyCondition[] {
  if (where.op !== 'and') return [where];
  const conjuncts: AnyCondition[] = [];
  for (const part of where.conditions) {
    if (part.op === 'and') conjuncts.push(...conjunctsOf(part));
    else conjuncts.push(part);
  }
  return conjuncts;
}

/** A partial key serves queries that ask for what it covers, in the same words. */
export function isAmong(wanted: AnyCondition, conjuncts: readonly AnyCondition[]): boolean {
  if (wanted.op === 'and') return wanted.conditions.every((part) => isAmong(part, conjuncts));
  return conjuncts.some((part) => part.op === wanted.op && isSameWording(part, wanted));
}

function isSameWording(one: AnyCondition, other: AnyCondition): boolean {
  if (one.op === 'not' && other.op === 'not') return isSameWording(one.condition, other.condition);
  if (one.op === 'present' && other.op === 'present' && one.field === other.field) return true;
  if ('field' in one && 'field' in other && one.field !== other.field) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
