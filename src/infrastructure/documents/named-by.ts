import type { NamedBy } from '../../application/ports/query.ts';
import type { AnyCondition } from './declared-fields.ts';

/** The conditions within a condition that are about documents of other collections. */
export function namedByIn(condition: AnyCondition): readonly NamedBy[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(namedByIn);
    case 'not':
      return namedByIn(condition.condition);
    case 'namedBy':
      return [condition];
    default:
      return [];
  }
}

/** @throws TypeError for a condition that is about documents of other collections: for reads alone */
export function assertNotNamedBy(condition: AnyCondition): void {
  if (namedByIn(condition).length > 0) throw new TypeError('Who names a document can only be asked by reads');
}

/**
 * The collection such a condition about documents of another is about.
 * @throws TypeError for one that is not declared or the same, or outside a tenant, or where a condition about documents of
 *   other collections is within another
 */
export function namingCollection<C>(
  { collection: own, siblings }: { readonly collection: string; readonly siblings: ReadonlyMap<string, C> },
  { collection, where }: NamedBy,
  tenant: string | undefined,
): C {
  const naming = siblings.get(collection);
  if (naming === undefined || collection === own) throw new TypeError(`There is no other collection ${collection}`);
  if (tenant === undefined) throw new TypeError('Documents are named by others within a tenant only');
  if (namedByIn(where).length > 0) throw new TypeError('What names a document is not asked who names it');
  return naming;
}
