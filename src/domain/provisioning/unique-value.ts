import { foldCase } from '../text/fold-case.ts';
import type { Json, JsonObject } from './directory-user.ts';
import { attributeLabel, type ExtensionAttribute, type ExtensionSchema, ignoresCase } from './extension-schema.ts';

/**
 * One value of a directory record that no other record of the connection may have, as a row of its own with a unique key.
 * Written in the transaction that writes the record.
 */
export interface UniqueValue {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly recordId: string;
  /** See attributeLabel. */
  readonly attribute: string;
  /** Stands for the value, by a digest. Absent: the record has fewer such values than it once had. */
  readonly key?: string;
}

/** One value that must be unique: equal texts stand for equal values. */
export interface ClaimedValue {
  readonly attribute: string;
  readonly text: string;
}

/** The unique values among a record's attributes, each once; those of attributes that ignore case, folded. */
export function claimedValues(
  schemas: readonly ExtensionSchema[] | undefined,
  resourceType: ExtensionSchema['resourceType'],
  attributes: JsonObject,
): readonly ClaimedValue[] {
  const claimed = new Map<string, ClaimedValue>();
  for (const schema of schemas ?? []) {
    const extension = schema.resourceType === resourceType ? attributes[schema.id] : undefined;
    if (!isObject(extension)) continue;
    for (const [attribute, definition, value] of valuesOf(schema, extension)) {
      const isFolded = typeof value === 'string' && ignoresCase(definition);
      const text = JSON.stringify(isFolded ? foldCase(value) : value);
      claimed.set(`${attribute} ${text}`, { attribute, text });
    }
  }
  return [...claimed.values()];
}

/** The attributes of a type that must be unique, by label. */
export const uniqueLabels = (
  schemas: readonly ExtensionSchema[] | undefined,
  resourceType?: ExtensionSchema['resourceType'],
): readonly string[] =>
  (schemas ?? [])
    .filter((schema) => resourceType === undefined || schema.resourceType === resourceType)
    .flatMap((schema) => uniquePaths(schema).map((path) => attributeLabel(schema.id, ...path.map(({ name }) => name))));

type Path = readonly [ExtensionAttribute] | readonly [ExtensionAttribute, ExtensionAttribute];

const uniquePaths = ({ attributes }: ExtensionSchema): readonly Path[] =>
  attributes.flatMap((attribute): Path[] => [
    ...(attribute.uniqueness === 'server' ? [[attribute] as const] : []),
    ...(attribute.subAttributes ?? [])
      .filter((sub) => sub.uniqueness === 'server')
      .map((sub) => [attribute, sub] as const),
  ]);

function* valuesOf(
  schema: ExtensionSchema,
  extension: JsonObject,
): Iterable<readonly [label: string, definition: ExtensionAttribute, value: string | number]> {
  for (const path of uniquePaths(schema)) {
    const [attribute, sub] = path;
    const label = attributeLabel(schema.id, ...path.map(({ name }) => name));
    for (const element of asList(extension[attribute.name])) {
      for (const value of sub ? asList(isObject(element) ? element[sub.name] : undefined) : [element]) {
        if (typeof value === 'string' || typeof value === 'number') yield [label, sub ?? attribute, value];
      }
    }
  }
}

const asList = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
