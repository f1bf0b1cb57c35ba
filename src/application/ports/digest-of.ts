import { hash } from 'node:crypto';

/** What was selected of a document, absent fields left out. */
export type Selected<K extends string> = Readonly<Partial<Record<K, string | number>>>;

/**
 * Sums up what a selection of these fields gave (SHA-256, hex): results with the same digest are the same rows in the same
 * order. A field is written after its length in bytes and a missing one as a dash, so that no two results are written alike.
 */
export function digestOf<K extends string>(fields: readonly K[], rows: readonly Selected<K>[]): string {
  let written = '';
  for (const row of rows) {
    for (const field of fields) {
      const value = row[field];
      written += value === undefined ? '-' : `${Buffer.byteLength(String(value))}:${value}`;
    }
  }
  return hash('sha256', written, 'hex');
}
