import type { Json } from '../../domain/provisioning/directory-user.ts';
import { ScimError } from '../errors/scim-error.ts';

/** What one person's data may hold, as in a request of its own. */
const MAX_VALUES = 10_000;

/** @throws ScimError 413 for an operation about one person that holds more than a single request might */
export function assertPersonSized(data: Json | undefined): void {
  const open: Json[] = data === undefined ? [] : [data];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inner: readonly Json[] = Array.isArray(value) ? value : Object.values(value);
    count += inner.length;
    if (count > MAX_VALUES)
      throw new ScimError(413, undefined, `The data of one person hold more than ${MAX_VALUES} values`);
    for (const one of inner) if (typeof one === 'object') open.push(one);
  }
}
