import type { AnyDoc, DeclaredFields } from './declared-fields.ts';
import { assertKeyLength } from './storable-text.ts';

/** @throws TypeError when a declared field holds a value of another kind; UnstorableText when it is too long for a key. */
export function assertDeclaredKinds(declared: Pick<DeclaredFields, 'collection' | 'scalars'>, fields: AnyDoc): void {
  for (const { field, type, inKey } of declared.scalars) {
    const value = fields[field];
    if (value === undefined || value === null) continue;
    if (typeof value !== type || (type === 'number' && !Number.isFinite(value))) {
      throw new TypeError(`${declared.collection}.${field} is declared as a ${type}`);
    }
    if (inKey && typeof value === 'string') assertKeyLength(field, value);
  }
}
