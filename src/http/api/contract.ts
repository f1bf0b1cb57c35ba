import { auditEventOperations } from './operations/audit-events.ts';
import { connectionRequestOperations } from './operations/connection-requests.ts';
import { connectionOperations } from './operations/connections.ts';
import { directoryOperations } from './operations/directory.ts';
import { extensionSchemaOperations } from './operations/extension-schemas.ts';
import { holdOperations } from './operations/holds.ts';
import { instanceOperations } from './operations/instance.ts';
import { mappingOperations } from './operations/mappings.ts';
import { oauthClientOperations } from './operations/oauth-clients.ts';
import { organizationOperations } from './operations/organizations.ts';
import { peopleOperations } from './operations/people.ts';
import { sessionOperations } from './operations/session.ts';
import { syncJobOperations } from './operations/sync-jobs.ts';

/**
 * Every operation of `/api/v1` by its id. The router serves exactly these (a handler for each is required by type), the
 * OpenAPI document lists exactly these, and the console's client is generated from that document.
 */
export const contract = {
  ...sessionOperations,
  ...organizationOperations,
  ...peopleOperations,
  ...connectionOperations,
  ...connectionRequestOperations,
  ...oauthClientOperations,
  ...extensionSchemaOperations,
  ...directoryOperations,
  ...mappingOperations,
  ...syncJobOperations,
  ...holdOperations,
  ...auditEventOperations,
  ...instanceOperations,
};

export type OperationId = keyof typeof contract;
