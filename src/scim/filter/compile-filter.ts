import type { Condition, FieldPath } from '../../application/ports/query.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { NameTarget, ResourceType } from '../schema/resource-type.ts';
import { compileComparison } from './compile-comparison.ts';
import { compileElementFilter, defaultSubAttribute } from './compile-element-filter.ts';
import { FilterError } from './filter-error.ts';
import type { ComparisonNode, FilterNode, PresentNode, ValuePathNode } from './filter-syntax.ts';

/** A condition, or what it comes to whatever the document. */
export type Compiled<T> = Condition<T> | boolean;

/** How the resources of one type are stored, as far as filters need to know. */
export interface FilterStorage<T> {
  /** Where an attribute lives, or why it cannot be filtered by. Given the multi-valued attribute for its elements. */
  fieldOf(attribute: AttributeDefinition): FieldPath<T> | undefined;
  /** Comparisons that are no plain field tests: constants, derived attributes, members. */
  special(attribute: AttributeDefinition, node: ComparisonNode | PresentNode): Compiled<T> | undefined;
  /** The condition for an extension being in use. */
  extensionPresent(schema: string, at: number): Compiled<T>;
  /**
   * Whether a name unknown to this type belongs to another type of the same query: its attribute counts as one without a
   * value (RFC 7644 §3.4.2.1).
   */
  isForeign?(name: string): boolean;
}

/**
 * Compiles a parsed filter wholly into a storage condition.
 * @throws FilterError naming the position when an attribute is unknown or cannot be asked this.
 */
export function compileFilter<T>(type: ResourceType, storage: FilterStorage<T>, node: FilterNode): Compiled<T> {
  switch (node.kind) {
    case 'and':
    case 'or':
      return join(
        node.kind,
        node.operands.map((operand) => compileFilter(type, storage, operand)),
      );
    case 'not':
      return negate(compileFilter(type, storage, node.operand));
    case 'valuePath':
      return compileValuePath(type, storage, node);
    default:
      return compileTerm(type, storage, node);
  }
}

function compileTerm<T>(
  type: ResourceType,
  storage: FilterStorage<T>,
  node: ComparisonNode | PresentNode,
): Compiled<T> {
  if (node.kind === 'comparison' && node.value === null) return compileNull(type, storage, node);
  const target = findName(type, storage, node);
  if (target === undefined) return node.kind === 'comparison' && node.operator === 'ne';
  if (target.kind !== 'attribute') {
    if (node.kind !== 'present') throw new FilterError(node.at, 'A schema URN can be asked by pr only');
    return target.kind === 'core' || storage.extensionPresent(target.schema, node.at);
  }
  const { attribute } = target;
  assertFilterable(attribute, node.at);
  const special = storage.special(attribute, node);
  if (special !== undefined) return special;
  const list = attribute.multiValued ? attribute : attribute.parent?.multiValued ? attribute.parent : undefined;
  if (list) return compileListTerm(storage, list, attribute, node);
  if (node.kind === 'present') return { op: 'present', field: fieldOf(storage, attribute, node.at) };
  const tested = defaultSubAttribute(attribute, node.at);
  assertFilterable(tested, node.at);
  return compileComparison(tested, node, fieldOf(storage, tested, node.at));
}

/** Whatever the attribute is, null stands for its absence (RFC 7643 §2.5): of a list, too, and of a complex value. */
function compileNull<T>(type: ResourceType, storage: FilterStorage<T>, node: ComparisonNode): Compiled<T> {
  const { name, at, operator } = node;
  if (operator !== 'eq' && operator !== 'ne') {
    throw new FilterError(at, `${name} can be compared with null by eq and ne only`);
  }
  const presence = compileTerm(type, storage, { kind: 'present', name, at });
  return operator === 'ne' ? presence : negate(presence);
}

/** Some element satisfies the term; each term of a filter outside brackets may find another element (RFC 7644 §3.4.2.2). */
function compileListTerm<T>(
  storage: FilterStorage<T>,
  list: AttributeDefinition,
  attribute: AttributeDefinition,
  node: ComparisonNode | PresentNode,
): Compiled<T> {
  const field = fieldOf(storage, list, node.at);
  if (node.kind === 'present') {
    if (attribute === list) return { op: 'present', field };
    return { op: 'elementMatch', field, condition: { op: 'present', field: [attribute.name] } };
  }
  const tested = attribute === list ? defaultSubAttribute(list, node.at) : attribute;
  assertFilterable(tested, node.at);
  const condition = compileComparison<readonly string[]>(tested, node, tested === list ? [] : [tested.name]);
  return { op: 'elementMatch', field, condition };
}

function compileValuePath<T>(type: ResourceType, storage: FilterStorage<T>, node: ValuePathNode): Compiled<T> {
  const target = findName(type, storage, node);
  if (target === undefined) return false;
  if (target.kind !== 'attribute' || !(target.attribute.multiValued || target.attribute.type === 'complex')) {
    throw new FilterError(node.at, `${node.name} has neither several values nor sub-attributes to filter in brackets`);
  }
  // A single complex value is filtered like the only one of a list.
  const { attribute } = target;
  assertFilterable(attribute, node.at);
  assertElementFilterable(attribute, node.filter);
  if (node.filter.kind === 'comparison' && node.filter.name.toLowerCase() === 'value') {
    const special = storage.special(attribute, node.filter);
    if (special !== undefined) return special;
  }
  const condition = compileElementFilter(attribute, node.filter);
  return { op: 'elementMatch', field: fieldOf(storage, attribute, node.at), condition };
}

/** @throws FilterError for an attribute that is not to be filtered by, saying why */
function assertFilterable({ label, unfilterable, parent }: AttributeDefinition, at: number): void {
  if (unfilterable !== undefined) throw new FilterError(at, `${label} ${unfilterable}`);
  if (parent) assertFilterable(parent, at);
}

function assertElementFilterable(list: AttributeDefinition, node: FilterNode): void {
  if ('operands' in node) for (const operand of node.operands) assertElementFilterable(list, operand);
  else if (node.kind === 'not') assertElementFilterable(list, node.operand);
  else {
    const sub = list.subAttributes.get(node.name.toLowerCase());
    if (sub) assertFilterable(sub, node.at);
  }
}

/** Undefined: a foreign name. */
function findName<T>(
  type: ResourceType,
  storage: FilterStorage<T>,
  { name, at }: { readonly name: string; readonly at: number },
): NameTarget | undefined {
  const target = type.find(name);
  if (target || storage.isForeign?.(name)) return target;
  throw new FilterError(at, `A ${type.name} has no attribute ${JSON.stringify(name.slice(0, 120))}`);
}

function fieldOf<T>(storage: FilterStorage<T>, attribute: AttributeDefinition, at: number): FieldPath<T> {
  const hidden = attribute.returned === 'never' || attribute.mutability === 'writeOnly';
  const field = hidden ? undefined : storage.fieldOf(attribute);
  if (field === undefined) throw new FilterError(at, whyNot(attribute));
  return field;
}

function whyNot({ label, parent }: AttributeDefinition): string {
  const relation = parent?.label ?? label;
  return relation === 'groups' || relation === 'members'
    ? `${label} cannot be filtered by this way: ask ${relation}.value eq "…" for one id`
    : `${label} cannot be filtered by`;
}

function join<T>(op: 'and' | 'or', operands: readonly Compiled<T>[]): Compiled<T> {
  const decisive = op === 'or';
  if (operands.includes(decisive)) return decisive;
  const conditions = operands.filter((operand): operand is Condition<T> => typeof operand !== 'boolean');
  const [only] = conditions;
  if (only === undefined) return !decisive;
  return conditions.length === 1 ? only : { op, conditions };
}

const negate = <T>(compiled: Compiled<T>): Compiled<T> =>
  typeof compiled === 'boolean' ? !compiled : { op: 'not', condition: compiled };
