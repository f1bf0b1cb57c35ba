import type { NamedBy } from '../../application/ports/query.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { FilterError } from './filter-error.ts';
import type { ComparisonNode, FilterNode } from './filter-syntax.ts';

/** Each one costs an indexed query. */
const MOST_LOOKUPS = 10;

/** The ids of what stands in a relation, or what holds of it when there are too many to list. */
export type Related = readonly string[] | NamedBy;

/** What stands in the relation to `value`; only what is in `among`, when given. */
export type RelationLookup = (value: string, among: readonly string[] | undefined) => Promise<Related>;

/** What each comparison with a relation came to, by its node in the parsed filter. */
export type ResolvedRelations = ReadonlyMap<object, Related>;

export const NO_RELATIONS: ResolvedRelations = new Map();

/**
 * Answers the comparisons of a filter that ask for group membership (`members eq "…"`, `groups.value eq "…"`), which is
 * stored apart from the resources: one indexed query each, or one row when the filter also names the resource's `id`.
 */
export async function resolveRelations(
  type: ResourceType,
  relation: string,
  filter: FilterNode,
  lookup: RelationLookup,
): Promise<ResolvedRelations> {
  const found: ComparisonNode[] = [];
  collect(type, relation, filter, found);
  const tooMany = found[MOST_LOOKUPS];
  if (tooMany) throw new FilterError(tooMany.at, `A filter may ask for ${relation} ${MOST_LOOKUPS} times at most`);
  if (found.length === 0) return NO_RELATIONS;
  const among = pinnedIds(type, filter);
  const answers = await Promise.all(found.map((node) => lookup(String(node.value), among)));
  return new Map(found.map((node, index) => [node, answers[index] ?? []]));
}

function collect(type: ResourceType, relation: string, node: FilterNode, found: ComparisonNode[]): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) collect(type, relation, operand, found);
      break;
    case 'not':
      collect(type, relation, node.operand, found);
      break;
    case 'valuePath':
      if (
        isRelation(type, relation, node.name) &&
        isLookup(node.filter) &&
        node.filter.name.toLowerCase() === 'value'
      ) {
        found.push(node.filter);
      }
      break;
    default:
      if (isRelation(type, relation, node.name) && isLookup(node)) found.push(node);
  }
}

const isLookup = (node: FilterNode): node is ComparisonNode =>
  node.kind === 'comparison' && node.operator === 'eq' && typeof node.value === 'string';

/** `members` and `members.value`, in any spelling. */
function isRelation(type: ResourceType, relation: string, name: string): boolean {
  const target = type.find(name);
  if (target?.kind !== 'attribute') return false;
  const { attribute } = target;
  return attribute.name === relation || (attribute.parent?.name === relation && attribute.name === 'value');
}

/** The ids outside of which the filter cannot match: `id eq "…"` at its top level. */
function pinnedIds(type: ResourceType, filter: FilterNode): readonly string[] | undefined {
  const conjuncts = filter.kind === 'and' ? filter.operands : [filter];
  for (const node of conjuncts) {
    const target = node.kind === 'comparison' ? type.find(node.name) : undefined;
    if (target?.kind === 'attribute' && target.attribute.label === 'id' && isLookup(node)) return [String(node.value)];
  }
  return undefined;
}
