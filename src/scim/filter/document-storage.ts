import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { Compiled, FilterStorage } from './compile-filter.ts';
import { FilterError } from './filter-error.ts';
import type { ComparisonNode, PresentNode } from './filter-syntax.ts';
import type { Related, ResolvedRelations } from './relation-lookups.ts';

interface Options<T> {
  readonly type: ResourceType;
  /** Fields of their own, by attribute label. */
  readonly fields: Readonly<Record<string, keyof T & string>>;
  readonly relations: ResolvedRelations;
  readonly isForeign?: ((name: string) => boolean) | undefined;
}

type Stored = { readonly id: string; readonly attributes: unknown };

/** How users and groups alike are filtered: own fields, everything else below `attributes`, membership already resolved. */
export function documentStorage<T extends Stored>({
  type,
  fields,
  relations,
  isForeign = () => false,
}: Options<T>): FilterStorage<T> {
  const attributesField = 'attributes' as keyof T & string;
  /** Of a declared extension values may be stored that belong to no attribute of it any more. */
  let asked = 0;
  const extensionPresent = (schema: string, at: number): Compiled<T> => {
    if (!type.declared.some(({ id }) => id === schema)) return { op: 'present', field: [attributesField, schema] };
    asked++;
    if (asked > MOST_EXTENSIONS)
      throw new FilterError(at, `A filter may ask for extensions ${MOST_EXTENSIONS} times at most`);
    const names = [...(type.extensionAttributes.get(schema)?.values() ?? [])].map(({ name }) => name);
    return { op: 'or', conditions: names.map((name) => ({ op: 'present', field: [attributesField, schema, name] })) };
  };
  return {
    extensionPresent,
    isForeign,
    fieldOf(attribute) {
      const field = fields[attribute.label];
      if (field !== undefined) return field;
      const top = attribute.parent ?? attribute;
      const isWorkedOut = top.mutability === 'readOnly' && top.extension === undefined;
      return isWorkedOut || isApart(top) ? undefined : [attributesField, ...attribute.path];
    },
    special(attribute, node) {
      const related = relations.get(node);
      if (related !== undefined) return standsIn(related);
      if (node.kind === 'present') return isAlwaysPresent(attribute) || undefined;
      if (attribute.label === 'meta.resourceType') return constant(node, node.value === type.name);
      if (attribute.label !== 'schemas') return undefined;
      const named = type.find(String(node.value));
      if (named?.kind !== 'extension') return constant(node, named?.kind === 'core');
      const inUse = extensionPresent(named.schema, node.at);
      if (node.operator === 'eq') return inUse;
      return node.operator === 'ne' && typeof inUse !== 'boolean' ? { op: 'not', condition: inUse } : undefined;
    },
  };
}

function standsIn<T>(related: Related): Compiled<T> {
  if ('op' in related) return related;
  return related.length > 0 && { op: 'in', field: 'id' as keyof T & string, values: related };
}

/** Each may come to a hundred conditions, one for each of its attributes. */
const MOST_EXTENSIONS = 10;

/** Stored elsewhere or not at all. */
const isApart = ({ label }: AttributeDefinition): boolean => label === 'schemas' || label === 'members';

const isAlwaysPresent = ({ label }: AttributeDefinition): boolean =>
  label === 'id' || label === 'schemas' || label === 'meta' || label.startsWith('meta.');

function constant(node: ComparisonNode | PresentNode, holds: boolean): boolean | undefined {
  if (node.kind === 'present') return undefined;
  if (node.operator === 'eq') return holds;
  return node.operator === 'ne' ? !holds : undefined;
}
