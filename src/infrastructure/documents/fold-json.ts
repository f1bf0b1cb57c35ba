import { foldCase } from '../../domain/text/fold-case.ts';

/** A copy with every string below it folded. Keys keep their case: a path names them exactly. */
export function foldJson(value: unknown): unknown {
  if (typeof value === 'string') return foldCase(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(foldJson);
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, foldJson(below)]));
}
