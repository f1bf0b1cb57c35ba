import { Types } from 'scimmy';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import { extensionSeparators, schemaAliases } from '../idp-dialects/legacy-schema-urns.ts';
import { unqualifiedExtensionNames } from '../idp-dialects/unqualified-extension-attributes.ts';
import type { AttributeDefinition, Returned } from './attribute-definition.ts';
import { defineAttribute } from './define-attribute.ts';
import { defineExtension } from './define-extension.ts';

type SchemaDefinition = InstanceType<typeof Types.SchemaDefinition>;

/** What a name in a filter, path, key or `attributes` list stands for. */
export type NameTarget =
  | { readonly kind: 'attribute'; readonly attribute: AttributeDefinition }
  | { readonly kind: 'extension'; readonly schema: string }
  | { readonly kind: 'core' };

/** A resource type (RFC 7643 §6) with its attributes indexed once. Immutable; several may exist side by side. */
export interface ResourceType {
  readonly name: string;
  /** Relative to the base URL: `/Users`. */
  readonly endpoint: string;
  readonly schema: string;
  readonly description: string;
  readonly extensions: readonly string[];
  /** Top-level attributes of the core schema and the common ones (id, externalId, meta), by lower-case name. */
  readonly attributes: ReadonlyMap<string, AttributeDefinition>;
  /** Attributes of each extension, by its URN and their lower-case name. */
  readonly extensionAttributes: ReadonlyMap<string, ReadonlyMap<string, AttributeDefinition>>;
  /** For discovery. */
  readonly definitions: readonly SchemaDefinition[];
  /** Of the extensions, Holdfast's own and what an administrator declared for one connection. */
  readonly declared: readonly ExtensionSchema[];
  /** Attributes of extensions with a rule of their own about when they are shown, are set or may change. */
  readonly ruled: RuledAttributes;
  /** Any-case, optionally URN-qualified lookup (RFC 7644 §3.10): one map access, whatever the name. */
  find(name: string): NameTarget | undefined;
}

export interface RuledAttributes {
  /** Shown whatever a client asks for. */
  readonly always: readonly AttributeDefinition[];
  /** Shown only to who asks for them by `attributes`. */
  readonly onRequest: readonly AttributeDefinition[];
  readonly immutable: readonly AttributeDefinition[];
  /** Kept, changeable, and yet in no answer unless somebody asks, or ever: clients cannot send these back in a PUT. */
  readonly unseen: readonly AttributeDefinition[];
}

export interface ResourceTypeSource {
  readonly endpoint: string;
  readonly description: string;
  readonly core: SchemaDefinition;
  readonly extensions: readonly SchemaDefinition[];
  readonly declared?: readonly ExtensionSchema[];
}

export function defineResourceType(source: ResourceTypeSource): ResourceType {
  const { endpoint, description, core, extensions, declared = [] } = source;
  const attributes = attributesOf(core);
  const builtIn = extensions.map((definition) => [definition.id, attributesOf(definition, definition.id)] as const);
  const extensionAttributes = new Map<string, ReadonlyMap<string, AttributeDefinition>>([
    ...builtIn,
    ...declared.map((schema) => [schema.id, defineExtension(schema)] as const),
  ]);
  const names = new Map<string, NameTarget>();
  for (const [schema, own] of extensionAttributes) addQualified(names, schema, own, { kind: 'extension', schema });
  for (const [, own] of builtIn) {
    for (const [name, attribute] of unqualifiedExtensionNames(own)) addNames(names, name, attribute);
  }
  addQualified(names, core.id, attributes, { kind: 'core' });
  for (const attribute of attributes.values()) addNames(names, attribute.name, attribute);
  return Object.freeze({
    name: core.name,
    endpoint,
    schema: core.id,
    description,
    extensions: [...extensionAttributes.keys()],
    attributes,
    extensionAttributes,
    definitions: [core, ...extensions],
    declared,
    ruled: ruledAmong([...extensionAttributes.values()].flatMap((own) => [...own.values()])),
    find: (name: string) => names.get(name.toLowerCase()),
  });
}

const UNSEEN: ReadonlySet<Returned> = new Set(['request', 'never']);

function ruledAmong(extended: readonly AttributeDefinition[]): RuledAttributes {
  const all = extended.flatMap((attribute) => [attribute, ...attribute.subAttributes.values()]);
  return {
    always: all.filter(({ returned }) => returned === 'always'),
    onRequest: all.filter(({ returned, workedOut }) => returned === 'request' && !workedOut),
    immutable: all.filter(({ mutability, parent }) => mutability === 'immutable' && !parent?.multiValued),
    unseen: all.filter(({ mutability, returned }) => mutability === 'readWrite' && UNSEEN.has(returned)),
  };
}

function attributesOf(definition: SchemaDefinition, extension?: string): Map<string, AttributeDefinition> {
  const found = new Map<string, AttributeDefinition>();
  for (const attribute of definition.attributes) {
    const isOwn = attribute instanceof Types.Attribute && !(extension !== undefined && attribute.config.shadow);
    if (isOwn) found.set(attribute.name.toLowerCase(), defineAttribute(attribute, extension));
  }
  return found;
}

function addQualified(
  names: Map<string, NameTarget>,
  schema: string,
  attributes: ReadonlyMap<string, AttributeDefinition>,
  whole: NameTarget,
): void {
  for (const urn of [schema, ...schemaAliases(schema)]) {
    names.set(urn.toLowerCase(), whole);
    for (const attribute of attributes.values()) {
      for (const separator of extensionSeparators) addNames(names, `${urn}${separator}${attribute.name}`, attribute);
    }
  }
}

function addNames(names: Map<string, NameTarget>, name: string, attribute: AttributeDefinition): void {
  names.set(name.toLowerCase(), { kind: 'attribute', attribute });
  for (const sub of attribute.subAttributes.values()) {
    names.set(`${name}.${sub.name}`.toLowerCase(), { kind: 'attribute', attribute: sub });
  }
}
