import type { Json, JsonObject } from './directory-user.ts';
import { attributeLabel, type ExtensionAttribute, type ExtensionSchema } from './extension-schema.ts';

/** Where values are stored below `attributes`: those of a schema, of an attribute, or of a sub-attribute. */
export interface ValuePlace {
  readonly schema: string;
  readonly attribute?: string;
  readonly sub?: string;
  /** The attribute has a list of values, each with the sub-attribute. */
  readonly inList?: boolean;
}

/** A change that stored values would contradict. */
export interface Contradiction {
  readonly place: ValuePlace;
  readonly label: string;
  readonly change: 'type' | 'uniqueness' | 'case' | 'spelling';
}

export interface SchemaComparison {
  /** What is declared no longer. */
  readonly removed: readonly ValuePlace[];
  /** What may be done only while no resource has a value there. */
  readonly contradictions: readonly Contradiction[];
}

/**
 * What a change of a schema means for values that are stored. Adding attributes does nothing to them; neither do other
 * descriptions, mutability, `returned`, `required` and `filterable`, which are about requests to come.
 */
export function compareSchemas(before: ExtensionSchema | undefined, after: ExtensionSchema): SchemaComparison {
  const schema = before?.id ?? after.id;
  const known = byName(before?.attributes);
  const wanted = byName(after.attributes);
  const removed: ValuePlace[] = [...known.keys()]
    .filter((attribute) => !wanted.has(attribute))
    .map((attribute) => ({ schema, attribute }));
  const contradictions: Contradiction[] = [];
  for (const [attribute, declared] of wanted) {
    const old = known.get(attribute);
    const label = attributeLabel(schema, attribute);
    contradictions.push(...contradictionsOf(old, declared, { schema, attribute }, label));
    const respelled = otherSpelling(known, attribute);
    if (respelled !== undefined) {
      contradictions.push({
        place: { schema, attribute: respelled },
        label: attributeLabel(schema, respelled),
        change: 'spelling',
      });
    }
    if (old && !isSameShape(old, declared)) continue;
    const place = { schema, attribute, ...(declared.multiValued && { inList: true }) };
    const oldSubs = byName(old?.subAttributes);
    const subs = byName(declared.subAttributes);
    for (const sub of oldSubs.keys()) if (!subs.has(sub)) removed.push({ ...place, sub });
    for (const [sub, declaredSub] of subs) {
      const subLabel = attributeLabel(schema, attribute, sub);
      contradictions.push(...contradictionsOf(oldSubs.get(sub), declaredSub, { ...place, sub }, subLabel));
      const other = otherSpelling(oldSubs, sub);
      if (other === undefined) continue;
      const otherLabel = attributeLabel(schema, attribute, other);
      contradictions.push({ place: { ...place, sub: other }, label: otherLabel, change: 'spelling' });
    }
  }
  return { removed, contradictions };
}

const byName = (attributes: readonly ExtensionAttribute[] = []): ReadonlyMap<string, ExtensionAttribute> =>
  new Map(attributes.map((attribute) => [attribute.name, attribute]));

/** The same name in another case: clients cannot tell the two apart, but values are stored under one of them. */
function otherSpelling(known: ReadonlyMap<string, ExtensionAttribute>, name: string): string | undefined {
  if (known.has(name)) return undefined;
  return [...known.keys()].find((other) => other.toLowerCase() === name.toLowerCase());
}

const isSameShape = (one: ExtensionAttribute, other: ExtensionAttribute): boolean =>
  one.type === other.type && one.multiValued === other.multiValued;

function* contradictionsOf(
  old: ExtensionAttribute | undefined,
  wanted: ExtensionAttribute,
  place: ValuePlace,
  label: string,
): Iterable<Contradiction> {
  if (old && !isSameShape(old, wanted)) yield { place, label, change: 'type' };
  if (wanted.uniqueness !== 'server') return;
  // Values may be left of an attribute of this name that was declared before.
  if (old?.uniqueness !== 'server') yield { place, label, change: 'uniqueness' };
  else if (old.caseExact !== wanted.caseExact) yield { place, label, change: 'case' };
}

/** The attributes of a record without the values at these places. The very same object when there are none. */
export function withoutValues(attributes: JsonObject, places: readonly ValuePlace[]): JsonObject {
  return places.reduce((rest, { schema, attribute, sub }) => {
    const keys = [schema, attribute, sub].filter((key) => key !== undefined);
    return (without(rest, keys) as JsonObject | undefined) ?? {};
  }, attributes);
}

/** Undefined: nothing is left. */
function without(value: Json, [key, ...below]: readonly string[]): Json | undefined {
  if (key === undefined) return undefined;
  if (Array.isArray(value)) {
    const left = value.map((element: Json) => without(element, [key, ...below]));
    return left.every((element, index) => element === value[index]) ? value : left.filter((one) => one !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const { [key]: inner, ...rest } = value as JsonObject;
  if (inner === undefined) return value;
  const left = without(inner, below);
  if (left === inner) return value;
  const whole = left === undefined ? rest : { ...rest, [key]: left };
  return Object.keys(whole).length === 0 ? undefined : whole;
}
