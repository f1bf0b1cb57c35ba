import type { Doc } from '../ports/collection.ts';
import type { ReadableCollection, TextField } from '../ports/database.ts';
import { isIn } from '../ports/query.ts';

/** Up to this many are looked up together with what other requests look up in the same moment, documents and all. */
const FEW = 10;

/** Some text fields of the documents with these ids, in no particular order; unknown ids are skipped. */
export const selectById = <T extends Doc, K extends TextField<T>>(
  collection: ReadableCollection<T>,
  tenant: string,
  fields: readonly K[],
  ids: readonly string[],
): Promise<readonly Pick<T, K>[]> =>
  ids.length <= FEW
    ? collection.getMany(tenant, ids)
    : collection.select(tenant, fields, { where: isIn<T>('id' as keyof T & string, ids) });
