import { MAX_JSON_DEPTH, UnstorableDepth, UnstorableText } from '../../application/ports/storage-errors.ts';
import { isStorable } from '../documents/storable-text.ts';
import { isSpecialKey, storedKey } from './stored-key.ts';

/**
 * Encodes the values of one document: what JSON would make of them, with keys that MongoDB's paths can name. A walk of
 * its own, because the driver would store minus zero, infinities and dates that no other engine gives back.
 */
export class ValueEncoder {
  readonly #path: string[] = [];
  /** Whether a key was escaped. */
  escaped = false;
  /** Characters seen: how large the document is, roughly. */
  size = 0;

  /** The fields with their values, absent ones left out. */
  fields(fields: object, isLeftOut: (field: string) => boolean): Record<string, unknown> {
    const encoded: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(fields)) {
      if (isLeftOut(field)) continue;
      const stored = this.#member(field, value, MAX_JSON_DEPTH);
      if (stored !== undefined && stored !== null) encoded[this.key(field)] = stored;
    }
    return encoded;
  }

  /** Undefined for what JSON leaves out. */
  #member(key: string, value: unknown, levels: number): unknown {
    this.#path.push(key);
    const encoded = this.#value(value, levels);
    this.#path.pop();
    return encoded;
  }

  #value(value: unknown, levels: number): unknown {
    switch (typeof value) {
      case 'string':
        if (!isStorable(value)) throw new UnstorableText(this.#path.join('.'));
        this.size += value.length;
        return value;
      case 'number':
        this.size += 8;
        return Number.isFinite(value) ? value + 0 : null;
      case 'boolean':
        return value;
      case 'object':
        return value === null ? null : this.#container(value, levels);
      case 'bigint':
        throw new TypeError('A BigInt cannot be stored');
      default:
        return undefined;
    }
  }

  #container(value: object, levels: number): unknown {
    const { toJSON } = value as { readonly toJSON?: unknown };
    if (typeof toJSON === 'function') return this.#value(toJSON.call(value, this.#path.at(-1) ?? ''), levels);
    if (levels === 0) throw new UnstorableDepth(this.#path[0] ?? '');
    if (Array.isArray(value)) {
      return value.map((element, index) => this.#member(String(index), element, levels - 1) ?? null);
    }
    const encoded: Record<string, unknown> = {};
    for (const [key, below] of Object.entries(value)) {
      const stored = this.#member(key, below, levels - 1);
      if (stored !== undefined) encoded[this.key(key)] = stored;
    }
    return encoded;
  }

  key(key: string): string {
    if (!isStorable(key)) throw new UnstorableText(this.#path.length === 0 ? 'a field name' : this.#path.join('.'));
    this.size += key.length;
    if (!isSpecialKey(key)) return key;
    this.escaped = true;
    return storedKey(key);
  }
}
