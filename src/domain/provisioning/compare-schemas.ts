import { attributeLabel, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';

/** Where values of an attribute are stored below `attributes`. */
export type ValuePath = readonly [schema: string, attribute: string, sub?: string];

/** A change that stored values would contradict. */
export interface Contradiction {
  readonly path: ValuePath;
  readonly label: string;
  /** What would have to be true of every stored value. */
  readonly change: 'type' | 'uniqueness' | 'case';
}

export interface SchemaComparison {
  /** Attributes and sub-attributes that are declared no longer. */
  readonly removed: readonly ValuePath[];
  /** What may be done only while no resource has a value there. */
  readonly contradictions: readonly Contradiction[];
}

/**
 * What a change of a schema does to values that are stored. Adding attributes does nothing; neither do other descriptions,
 * mutability, `returned`, `required` and `filterable`, which are about requests to come.
 */
export function compareSchemas(before: ExtensionSchema | undefined, after: ExtensionSchema): SchemaComparison {
  const known = byName(before?.attributes);
  const wanted = byName(after.attributes);
  const removed: ValuePath[] = [...known.keys()]
    .filter((name) => !wanted.has(name))
    .map((name) => [after.id, name] as const);
  const contradictions: Contradiction[] = [];
  for (const [name, attribute] of wanted) {
    const old = known.get(name);
    contradictions.push(...contradictionsOf(old, attribute, [after.id, name], attributeLabel(after.id, name)));
    if (old && !isSameShape(old, attribute)) continue;
    const oldSubs = byName(old?.subAttributes);
    const subs = byName(attribute.subAttributes);
    for (const sub of oldSubs.keys()) if (!subs.has(sub)) removed.push([after.id, name, sub]);
    for (const [subName, sub] of subs) {
      const label = attributeLabel(after.id, name, subName);
      contradictions.push(...contradictionsOf(oldSubs.get(subName), sub, [after.id, name, subName], label));
    }
  }
  return { removed, contradictions };
}

const byName = (attributes: readonly ExtensionAttribute[] = []): ReadonlyMap<string, ExtensionAttribute> =>
  new Map(attributes.map((attribute) => [attribute.name, attribute]));

const isSameShape = (one: ExtensionAttribute, other: ExtensionAttribute): boolean =>
  one.type === other.type && one.multiValued === other.multiValued;

function* contradictionsOf(
  old: ExtensionAttribute | undefined,
  wanted: ExtensionAttribute,
  path: ValuePath,
  label: string,
): Iterable<Contradiction> {
  if (old && !isSameShape(old, wanted)) yield { path, label, change: 'type' };
  if (wanted.uniqueness !== 'server') return;
  // Values may be left of an attribute of this name that was declared before.
  if (old?.uniqueness !== 'server') yield { path, label, change: 'uniqueness' };
  else if (old.caseExact !== wanted.caseExact) yield { path, label, change: 'case' };
}
