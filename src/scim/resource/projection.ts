import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { QueryParameters } from '../protocol/scim-call.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { isObject } from './tidy-list.ts';

/** Which parts of a value are meant: all of it, or those below these keys. */
export type Selection = true | Map<string, Selection>;

/** What a client wants to see of a resource (RFC 7644 §3.9). `id` and `schemas` are always in it. */
export interface Projection {
  /** Of what. */
  readonly type: ResourceType;
  /** The parameters it was read from: two of one type that are worded alike are alike. */
  readonly wording: string;
  /** Whether anything of a top-level attribute is shown: what is not, need not be loaded. */
  includes(attribute: string): boolean;
  /** Whether a client names this by `attributes`, itself or as part of something. */
  asksFor(path: readonly [string, ...string[]]): boolean;
  apply(resource: JsonObject): JsonObject;
  /** The same for one element of a top-level list that is rendered apart from its resource. */
  applyToElement(attribute: string, element: JsonObject): JsonObject;
}

const EVERYTHING = new WeakMap<ResourceType, Projection>();

function everything(type: ResourceType): Projection {
  const known = EVERYTHING.get(type);
  if (known) return known;
  const made = wholeOf(type);
  EVERYTHING.set(type, made);
  return made;
}

const wholeOf = (type: ResourceType): Projection => ({
  type,
  wording: '',
  includes: () => true,
  asksFor: () => false,
  apply: (resource) => resource,
  applyToElement: (_attribute, element) => element,
});

/** Reads `attributes` and `excludedAttributes`; unknown names are passed over. Both together: the difference. */
export function readProjection(type: ResourceType, query: QueryParameters): Projection {
  const wanted = query.get('attributes');
  const unwanted = query.get('excludedAttributes');
  if (!wanted && !unwanted && type.ruled.onRequest.length === 0) return everything(type);
  const include = wanted ? withAlways(type, select(type, wanted)) : undefined;
  const exclude = unwanted || !wanted ? excluded(type, unwanted ?? '', !wanted) : undefined;
  return {
    type,
    wording: JSON.stringify([wanted, unwanted]),
    includes: (attribute) => (include?.has(attribute) ?? true) && exclude?.get(attribute) !== true,
    asksFor: (path) => include !== undefined && isBelow(include, path),
    apply: (resource) => {
      if (!include && exclude && !holdsAny(resource, exclude)) return resource;
      const shown = include ? (pick(resource, include) as JsonObject) : resource;
      const rest = exclude ? (omit(shown, exclude) as JsonObject) : shown;
      return { schemas: resource.schemas ?? [], ...withId(resource), ...rest };
    },
    applyToElement: (attribute, element) => {
      const shown = pick(element, include?.get(attribute) ?? true);
      const hidden = exclude?.get(attribute);
      return (hidden ? omit(shown, hidden) : shown) as JsonObject;
    },
  };
}

function holdsAny(resource: JsonObject, names: ReadonlyMap<string, Selection>): boolean {
  for (const name of names.keys()) if (name in resource) return true;
  return false;
}

const withId = (resource: JsonObject): JsonObject => (resource.id === undefined ? {} : { id: resource.id });

/** `returned: always` is shown beside whatever was asked for; of a complex attribute, where any of it is. */
function withAlways(type: ResourceType, include: Map<string, Selection>): Map<string, Selection> {
  for (const attribute of type.ruled.always) {
    if (!attribute.parent || isBelow(include, attribute.parent.path)) selectPath(include, attribute);
  }
  return include;
}

function isBelow(selection: Map<string, Selection>, path: readonly string[]): boolean {
  let below: Selection | undefined = selection;
  for (const key of path) {
    if (below === true) return true;
    below = below?.get(key);
  }
  return below !== undefined;
}

/** What is left out: never what is always shown, and of the rest what has to be asked for, unless attributes are asked for. */
function excluded(type: ResourceType, names: string, withoutRequested: boolean): Map<string, Selection> {
  const exclude = select(type, names);
  if (withoutRequested) for (const attribute of type.ruled.onRequest) selectPath(exclude, attribute);
  for (const attribute of type.ruled.always) spare(type, exclude, attribute);
  return exclude;
}

/** Takes one attribute out of what is left out; where that is all of an extension or a complex attribute, the rest stays. */
function spare(type: ResourceType, exclude: Map<string, Selection>, { extension, parent, path }: AttributeDefinition) {
  const [schema, name] = path;
  if (extension === undefined || name === undefined) return;
  const definitions = type.extensionAttributes.get(extension);
  const ofSchema = opened(exclude, schema, definitions);
  if (!ofSchema) return;
  if (!parent) ofSchema.delete(name);
  else opened(ofSchema, name, parent.subAttributes)?.delete(path[2] ?? '');
}

/** The selection below a key; all of it, one by one, where everything below is meant. */
function opened(
  selection: Map<string, Selection>,
  key: string,
  definitions: ReadonlyMap<string, AttributeDefinition> | undefined,
): Map<string, Selection> | undefined {
  const below = selection.get(key);
  if (below !== true) return below;
  const each = new Map<string, Selection>([...(definitions?.values() ?? [])].map(({ name }) => [name, true] as const));
  selection.set(key, each);
  return each;
}

function select(type: ResourceType, names: string): Map<string, Selection> {
  const selection = new Map<string, Selection>();
  for (const name of names.split(',')) {
    const target = type.find(name.trim());
    if (target?.kind === 'attribute') selectPath(selection, target.attribute);
    else if (target?.kind === 'extension') selection.set(target.schema, true);
    else if (target?.kind === 'core') for (const core of type.attributes.values()) selection.set(core.name, true);
  }
  return selection;
}

function selectPath(selection: Map<string, Selection>, { path }: AttributeDefinition): void {
  let below = selection;
  for (const [depth, key] of path.entries()) {
    const known = below.get(key);
    if (known === true) return;
    if (depth === path.length - 1) below.set(key, true);
    else {
      const next = known ?? new Map<string, Selection>();
      below.set(key, next);
      below = next;
    }
  }
}

function pick(value: Json, selection: Selection): Json {
  if (selection === true) return value;
  if (Array.isArray(value))
    return value.map((element: Json) => pick(element, selection)).filter((part) => !isEmpty(part));
  if (!isObject(value)) return value;
  const picked: Record<string, Json> = {};
  for (const [key, below] of selection) {
    const inner = value[key];
    const part = inner === undefined ? undefined : pick(inner, below);
    if (part !== undefined && (below === true || !isEmpty(part))) picked[key] = part;
  }
  return picked;
}

const isEmpty = (value: Json): boolean => isObject(value) && Object.keys(value).length === 0;

function omit(value: Json, selection: Selection): Json {
  if (selection === true) return {};
  if (Array.isArray(value))
    return value.map((element: Json) => omit(element, selection)).filter((part) => !isEmpty(part));
  if (!isObject(value)) return value;
  const kept: Record<string, Json> = { ...value };
  for (const [key, below] of selection) {
    const inner = kept[key];
    if (inner === undefined) continue;
    const rest = omit(inner, below);
    if (below === true || isEmpty(rest)) delete kept[key];
    else kept[key] = rest;
  }
  return kept;
}
