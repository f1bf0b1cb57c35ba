import type { FieldKind } from '../../src/application/ports/collection.ts';
import type { AnySpec } from '../../src/infrastructure/documents/declared-fields.ts';

/** A document with every declared field that partial keys and indexes do not want absent. */
export function sampleOf(spec: AnySpec, place: number, tenant: string): object {
  const fields = Object.keys(spec.fields).filter(
    (field) => !/At$/.test(field) || /created|due|opened|decided|ends/.test(field),
  );
  const named = fields.map((field) => [field, sampleValue(spec, field, place)]);
  return { ...Object.fromEntries(named), id: `id${String(place).padStart(5, '0')}`, tenant };
}

/** Values as partial keys want them where they want something, else one of its own for each document. */
export function sampleValue(spec: AnySpec, field: string, place: number): string | number | boolean {
  const kind = (spec.fields as Record<string, FieldKind>)[field];
  if (kind === 'boolean') return true;
  if (kind === 'number') return place;
  if (field === 'state') return spec.name === 'holds' ? 'open' : 'queued';
  return `${field}${String(place).padStart(5, '0')}`;
}
