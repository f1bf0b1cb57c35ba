import type { AnyDoc, DeclaredFields, StoredKind } from './declared-fields.ts';

/** A field path taken apart: the declared field with its kind, and the keys below it. */
export interface FieldPlace {
  readonly field: string;
  readonly kind: StoredKind;
  readonly below: readonly string[];
}

/** @throws TypeError when the collection does not declare the field: only declared fields can be queried. */
export function fieldPlace(
  declared: Pick<DeclaredFields, 'collection' | 'kinds'>,
  path: string | readonly string[],
): FieldPlace {
  const [field, ...below] = typeof path === 'string' ? [path] : path;
  const kind = field === undefined ? undefined : declared.kinds.get(field);
  if (field === undefined || kind === undefined) {
    throw new TypeError(`${declared.collection} does not declare the field ${JSON.stringify(field)}`);
  }
  return { field, kind, below };
}

/** The value at a place of a document, with the same idea of absence as the engines have. */
export const valueAt = (doc: AnyDoc, place: FieldPlace): unknown => below(doc[place.field], place.below);

/** The value below a path of keys through objects. */
export function below(root: unknown, keys: readonly string[]): unknown {
  let value = root;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? undefined;
}

/**
 * Whether a test of this JSON field compares folded copies.
 * @throws TypeError when case is to be ignored where the declaration keeps no folded copy.
 */
export function ignoresCase(
  declared: Pick<DeclaredFields, 'collection'>,
  place: Pick<FieldPlace, 'field' | 'kind'>,
  test: object,
): boolean {
  const { caseExact } = test as { readonly caseExact?: boolean };
  if (place.kind === 'folded json') return caseExact !== true;
  if (caseExact === false) {
    throw new TypeError(
      `${declared.collection}.${place.field} is declared as json: without folded copies case cannot be ignored`,
    );
  }
  return false;
}
