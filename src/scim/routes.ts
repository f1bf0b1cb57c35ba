import { carryOutBulk } from './bulk/bulk-handler.ts';
import {
  getResourceType,
  getSchema,
  getServiceProviderConfig,
  listResourceTypes,
  listSchemas,
} from './discovery/discovery-handlers.ts';
import { createGroup, deleteGroup, getGroup, listGroups, modifyGroup, replaceGroup } from './groups/group-handlers.ts';
import { search } from './lists/search-request.ts';
import { meMethods } from './me/me-handlers.ts';
import type { ScimHandler } from './protocol/scim-call.ts';
import { listRoot, queryRoot } from './root/list-root.ts';
import { createUser, deleteUser, getUser, listUsers, modifyUser, replaceUser } from './users/user-handlers.ts';

export type Methods = Readonly<Record<string, ScimHandler>>;

/** What stands at `/Name` and at `/Name/{id}`. */
export interface Route {
  readonly collection: Methods;
  readonly item?: Methods;
  /** What stands at `/Name/.search`. */
  readonly search?: Methods;
  /** `small`: about one person and never large. `bulk`: many operations. Otherwise a group may be large. */
  readonly bodies?: 'small' | 'bulk';
  /** About the person a token is bound to: all that such a token reaches besides discovery. */
  readonly isOwn?: boolean;
  /** Answered while the connection is paused, too. */
  readonly isDiscovery?: boolean;
}

/** Every endpoint of the SCIM surface (RFC 7644 §3.2), by lower-case name. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    'users',
    {
      bodies: 'small',
      collection: { GET: listUsers, POST: createUser },
      item: { GET: getUser, PUT: replaceUser, PATCH: modifyUser, DELETE: deleteUser },
      search: { POST: search(listUsers) },
    },
  ],
  [
    'groups',
    {
      collection: { GET: listGroups, POST: createGroup },
      item: { GET: getGroup, PUT: replaceGroup, PATCH: modifyGroup, DELETE: deleteGroup },
      search: { POST: search(listGroups) },
    },
  ],
  ['schemas', { collection: { GET: listSchemas }, item: { GET: getSchema }, isDiscovery: true }],
  ['resourcetypes', { collection: { GET: listResourceTypes }, item: { GET: getResourceType }, isDiscovery: true }],
  ['serviceproviderconfig', { collection: { GET: getServiceProviderConfig }, isDiscovery: true }],
  ['me', { bodies: 'small', collection: meMethods, isOwn: true }],
  ['bulk', { bodies: 'bulk', collection: { POST: carryOutBulk } }],
  ['', { collection: { GET: queryRoot } }],
  ['.search', { collection: {}, search: { POST: search(listRoot) } }],
]);
