import type { mongo } from 'mongoose';
import { fieldPlace } from '../documents/field-place.ts';
import { type Matching, matchingStages } from './compile-query.ts';
import { type StoredCollection, scalarPath } from './stored-collection.ts';
import { storedKey } from './stored-key.ts';

/** Groups `{written, count}`: equal spellings of a folded field together, under the first of them. */
export function countBy(collection: StoredCollection, field: string, matching: Matching): mongo.Document[] {
  const place = fieldPlace(collection, field);
  if (place.kind === 'json' || place.kind === 'folded json') {
    throw new TypeError(`${collection.collection}.${field} holds JSON: only scalar fields can be counted by`);
  }
  const path = scalarPath(place);
  const written = place.kind === 'folded string' ? `d.${storedKey(field)}` : path;
  return [
    ...matchingStages(matching),
    { $match: { [path]: { $exists: true } } },
    { $group: { _id: `$${path}`, written: { $min: `$${written}` }, count: { $sum: 1 } } },
  ];
}
