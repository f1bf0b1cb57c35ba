/**
 * The query language of the storage port: a small typed tree that every adapter compiles once.
 *
 * Two-valued logic: a comparison with an absent field is false and `not` inverts that (so `ne` and `not(eq)` match
 * documents that lack the field). `null`, `undefined` and a missing key are the same thing: absent.
 * A comparison never converts types: the string "5" is not the number 5, and an ordering between different types is false.
 * Strings compare by Unicode code point of their stored form; whether that form is case-folded is the field's declared
 * rule (see collection.ts), which a condition below a `json` field may override with `caseExact`.
 */
export type Scalar = string | number | boolean;

/** One key, or the keys from the document's root downwards. A plain string is one key; dots have no meaning. */
export type FieldPath<T> = (keyof T & string) | readonly [keyof T & string, ...string[]];

interface CaseRule {
  /** Overrides the declared case rule of a `json` field for this comparison; ignored on `string` fields. */
  readonly caseExact?: boolean;
}

export type Condition<T> =
  | ({
      readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
      readonly field: FieldPath<T>;
      readonly value: Scalar;
    } & CaseRule)
  | ({ readonly op: 'in'; readonly field: FieldPath<T>; readonly values: readonly Scalar[] } & CaseRule)
  | ({
      readonly op: 'contains' | 'startsWith' | 'endsWith';
      readonly field: FieldPath<T>;
      readonly value: string;
    } & CaseRule)
  /** The field holds a value: not absent, and neither an empty array nor an empty string. */
  | { readonly op: 'present'; readonly field: FieldPath<T> }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly Condition<T>[] }
  | { readonly op: 'not'; readonly condition: Condition<T> }
  /**
   * Some element of the array at `field` satisfies `condition`, whose paths are relative to the element. The empty path
   * `[]` in an element condition is the element itself. A single object or scalar counts as an array of one.
   */
  | { readonly op: 'elementMatch'; readonly field: FieldPath<T>; readonly condition: ElementCondition }
  | NamedBy;

/**
 * Some document of another collection of the same tenant, of which `where` holds, has this one's id in its declared
 * `string` field `by`. However many these are, none is read; an index of that collection must begin with `by`. For reads
 * within a tenant, not for writes.
 */
export interface NamedBy {
  readonly op: 'namedBy';
  readonly collection: string;
  readonly by: string;
  readonly where: Condition<Record<string, unknown>>;
}

/** A condition on one element of an array; `field: []` is the element itself. */
export type ElementCondition =
  | ({
      readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
      readonly field: readonly string[];
      readonly value: Scalar;
    } & CaseRule)
  | ({ readonly op: 'in'; readonly field: readonly string[]; readonly values: readonly Scalar[] } & CaseRule)
  | ({
      readonly op: 'contains' | 'startsWith' | 'endsWith';
      readonly field: readonly string[];
      readonly value: string;
    } & CaseRule)
  | { readonly op: 'present'; readonly field: readonly string[] }
  | { readonly op: 'and' | 'or'; readonly conditions: readonly ElementCondition[] }
  | { readonly op: 'not'; readonly condition: ElementCondition };

export interface SortKey<T> extends CaseRule {
  readonly field: FieldPath<T>;
  readonly direction?: 'ascending' | 'descending';
  /**
   * Where documents without the value stand: before the least one (default) or after the greatest. No index of an adapter
   * serves the latter: say it only of fields that may be absent.
   */
  readonly absent?: 'least' | 'greatest';
  /** Orders by a value of one element when there is an array at `field`, which must be a `json` field or below one. */
  readonly element?: ElementChoice;
}

/**
 * One element of an array: the first in which the key `preferring` holds true, else the first of all. A single object or
 * scalar counts as an array of one.
 */
export interface ElementChoice {
  readonly preferring: string;
  /** The path below the element of the value that is meant; `[]` is the element itself. */
  readonly field: readonly string[];
}

/** Position of the last document of a page: its sort values and id. Opaque outside the storage layer; JSON-safe. */
export interface Cursor {
  readonly values: readonly (Scalar | null)[];
  readonly id: string;
}

export interface Query<T> {
  readonly where?: Condition<T>;
  /**
   * Ties are broken by id, in the direction of the last key, so every order is total and turning every direction around
   * turns the whole order around. A key below a `json` field orders values of different types by type: booleans, numbers,
   * strings; arrays and objects count as absent. Default: by id.
   */
  readonly sort?: readonly SortKey<T>[];
  /** Continue after this position (keyset). Stable under concurrent inserts and deletes. */
  readonly after?: Cursor;
  readonly offset?: number;
  readonly limit?: number;
}

export const eq = <T>(field: FieldPath<T>, value: Scalar): Condition<T> => ({ op: 'eq', field, value });
/** Of one value the same as `eq`, so that those who ask for one each can be answered together. */
export const isIn = <T>(field: FieldPath<T>, values: readonly Scalar[]): Condition<T> => {
  const [only] = values;
  return values.length === 1 && only !== undefined ? eq(field, only) : { op: 'in', field, values };
};
export const present = <T>(field: FieldPath<T>): Condition<T> => ({ op: 'present', field });
export const absent = <T>(field: FieldPath<T>): Condition<T> => ({ op: 'not', condition: present(field) });
export const namedBy = <T>(collection: string, by: keyof T & string, where: Condition<T>): NamedBy => ({
  op: 'namedBy',
  collection,
  by,
  where: where as unknown as Condition<Record<string, unknown>>,
});
export const not = <T>(condition: Condition<T>): Condition<T> => ({ op: 'not', condition });
export const and = <T>(...conditions: readonly Condition<T>[]): Condition<T> => ({ op: 'and', conditions });
export const or = <T>(...conditions: readonly Condition<T>[]): Condition<T> => ({ op: 'or', conditions });
export const gt = <T>(field: FieldPath<T>, value: Scalar): Condition<T> => ({ op: 'gt', field, value });
export const gte = <T>(field: FieldPath<T>, value: Scalar): Condition<T> => ({ op: 'gte', field, value });
export const lt = <T>(field: FieldPath<T>, value: Scalar): Condition<T> => ({ op: 'lt', field, value });
export const lte = <T>(field: FieldPath<T>, value: Scalar): Condition<T> => ({ op: 'lte', field, value });
