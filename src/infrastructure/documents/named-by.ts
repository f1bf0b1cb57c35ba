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

/**
 * The collection such a condition is about.
 * @throws TypeError for one that is not declared, or outside a tenant, or where a condition about documents of other
 *   collections is within another
 */
export function namingCollection<C>(
  siblings: ReadonlyMap<string, C>,
  { collection, where }: NamedBy,
  tenant: string | undefined,
): C {
  const naming = siblings.get(collection);
  if (naming === undefined) throw new TypeError(`There is no collection ${collection}`);
  if (tenant === undefined) throw new TypeError('Documents are named by others within a tenant only');
  if (namedByIn(where).length > 0) throw new TypeError('What names a document is not asked who names it');
  return naming;
}
