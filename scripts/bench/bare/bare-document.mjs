import { ENTERPRISE } from '../directory.mjs';

/** A SCIM user as a service on MongoDB would keep it: under its own id, the extension under a name without dots. */
export function bareDocument({ id, [ENTERPRISE]: enterprise, ...fields }) {
  return { _id: id, ...fields, enterprise };
}
