import type { CollectionSpec, Doc, FieldKind } from '../../application/ports/collection.ts';
import type { Condition } from '../../application/ports/query.ts';

/** A document whose type does not matter: how an adapter sees them all. */
export type AnyDoc = Doc & Readonly<Record<string, unknown>>;
export type AnyCondition = Condition<Record<string, unknown>>;
export type AnySpec = CollectionSpec<AnyDoc>;

/** `id` and `tenant` are strings of their own, `version` a number of its own; every other field is declared. */
export type StoredKind = FieldKind | 'id' | 'version';

/** A declared field of a scalar kind, the type its values must have, and whether a key or an index covers it. */
export interface ScalarField {
  readonly field: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly inKey: boolean;
}

/** What a declaration says about the fields of a collection, in the form adapters ask for. */
export interface DeclaredFields {
  readonly collection: string;
  readonly spec: AnySpec;
  readonly kinds: ReadonlyMap<string, StoredKind>;
  readonly scalars: readonly ScalarField[];
  readonly foldedFields: ReadonlySet<string>;
}

export function declaredFields(spec: AnySpec): DeclaredFields {
  const kinds = new Map<string, StoredKind>([
    ['id', 'id'],
    ['tenant', 'id'],
    ['version', 'version'],
  ]);
  const scalars: ScalarField[] = [];
  const inKeys = new Set<string>([...spec.unique, ...spec.indexes].flatMap(({ fields }) => fields));
  const foldedFields = new Set<string>();
  for (const [field, kind] of Object.entries(spec.fields) as [string, FieldKind][]) {
    kinds.set(field, kind);
    if (kind === 'string' || kind === 'folded string') {
      scalars.push({ field, type: 'string', inKey: inKeys.has(field) });
    }
    if (kind === 'number' || kind === 'boolean') scalars.push({ field, type: kind, inKey: inKeys.has(field) });
    if (kind === 'folded string' || kind === 'folded json') foldedFields.add(field);
  }
  return { collection: spec.name, spec, kinds, scalars, foldedFields };
}
